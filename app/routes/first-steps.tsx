import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Dock, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { readFacts } from './first-steps.server.ts';
import { stepsOf } from './first-steps.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:start.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => ({ base: `/m/${mall.slug}/manage`, steps: stepsOf(await readFacts(mall, now)) }));

const MARKS = { done: 'ok', now: 'turn', next: 'new' } as const;

/** Leads a new association through what it needs; may be left at any step, for each is ticked by what is there. */
export default function FirstStepsRoute() {
  const { base, steps } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const next = steps.find(({ state }) => state === 'now');
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <>
      <BackBar to={base} title={t('start.title')} />
      <PageTitle lead={t('start.lead')}>{t('start.title')}</PageTitle>
      {!next && <Strip tone="ok" icon="check" title={t('start.all-done')} />}
      <Section near>
        <Sheet list>
          {steps.map(({ key, count, state, path }) => (
            <LineLink key={key} to={`${base}/${path}`} under={t(`start.truth.${key}`, { count })} aside={<Mark state={MARKS[state]} small>{t(`start.state.${state}`)}</Mark>}>
              <b>{t(`start.step.${key}`)}</b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      {next && (
        <Dock note={t('start.progress', { done, total: steps.length })}>
          <ButtonLink look="main" size="thumb" wide to={`${base}/${next.path}`}>
            {t('start.go')}: {t(`start.step.${next.key}`)}
          </ButtonLink>
        </Dock>
      )}
    </>
  );
}
