import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { listRounds } from './queries.server.ts';

export const handle = { i18n: ['rounds'], title: (t) => t('rounds:list.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => ({ base: `/m/${mall.slug}/manage`, today: dayIn(now, mall.zone), rounds: await listRounds(mall._id) }));

const MARKS = { planned: 'new', open: 'work', finished: 'ok' } as const;

/** All rounds, the newest first. */
export default function RoundsRoute() {
  const { base, today, rounds } = useLoaderData<typeof loader>();
  const { t } = useTranslation('rounds');
  const language = useLanguage();
  const { formatDay } = useFormats();
  return (
    <>
      <BackBar to={base} title={t('list.title')} />
      <PageTitle
        lead={t('list.lead')}
        aside={
          <ButtonLink to={`${base}/rounds/new`} icon="plus">
            {t('list.plan')}
          </ButtonLink>
        }
      >
        {t('list.title')}
      </PageTitle>
      <Section near>
        {rounds.length === 0 ? (
          <Empty title={t('list.none')}>{t('list.none-text')}</Empty>
        ) : (
          <Sheet list>
            {rounds.map(({ id, name, opensOn, closesOn, state }) => (
              <LineLink key={id} to={`${base}/rounds/${id}`} under={`${formatDay(opensOn, { today })} – ${formatDay(closesOn, { today })}`} aside={<Mark state={MARKS[state]} small>{t(`state.${state}`)}</Mark>}>
                <b>
                  <bdi>{pickLocalized(name, language)?.text}</bdi>
                </b>
              </LineLink>
            ))}
          </Sheet>
        )}
      </Section>
    </>
  );
}
