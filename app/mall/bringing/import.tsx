import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Dock, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { ErrorPanel, Strip } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { bringIn, chooseOptions, dropImport, takeBack } from './commands.server.ts';
import { OptionsForm } from './options-form.tsx';
import { getImport } from './queries.server.ts';
import { ActSchema } from './schema.ts';
import { SetFacts } from './set-facts.tsx';
import { SetPicture } from './set-picture.tsx';
import { SetRemarks } from './set-remarks.tsx';
import { Working } from './working.tsx';
import styles from './bringing.module.css';

export const handle = { i18n: ['bringing'], title: (t) => t('bringing:title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, async ({ request, params, mall }) => {
  const level = Math.min(500, Math.max(0, Math.trunc(Number(new URL(request.url).searchParams.get('level')) || 0)));
  return { base: `/m/${mall.slug}`, set: await getImport(mall._id, String(params.import), level) };
});

export const action = authorised({ can: 'map:edit' }, async ({ request, params, mall, actor, now }) => {
  const bringer = { mall, actor, now };
  const id = String(params.import);
  const hub = `/m/${mall.slug}/manage/map-import`;
  return submitForm(await request.formData(), ActSchema, async (input) => {
    if (input.do === 'drop') {
      await dropImport(bringer, id);
      return redirect(hub);
    }
    if (input.do === 'bring-in') await bringIn(bringer, id);
    else if (input.do === 'take-back') await takeBack(bringer, id);
    else {
      const { do: _choose, ...options } = input;
      await chooseOptions(bringer, id, options);
    }
    return redirect(`${hub}/${id}`);
  });
});

/** One set from its first reading to its place on the map: what is in it, what it would change, and then what it did. */
export default function ImportRoute() {
  const { base, set } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['bringing', 'common']);
  const errors = useFormErrors(useActionData(), 'bringing');
  const busy = useNavigation().state === 'submitting';
  const { state, kind, trouble } = set;
  const isReady = state === 'ready';
  const hasShown = set.counts !== null && state !== 'reading' && state !== 'failed';
  return (
    <>
      <BackBar to={`${base}/manage/map-import`} title={t('title')} />
      <PageTitle lead={isReady ? t('hub.nothing-changes') : undefined}>{t(`kind.${kind}`)}</PageTitle>
      <div className={styles.inset}>
        <FormErrorSummary errors={errors} />
      </div>
      <Working state={state} progress={set.progress} />
      {state === 'failed' && trouble && (
        <ErrorPanel title={t('failed.title')} level={2} actions={<DropForm label={t('act.drop')} />}>
          <p>{t(`trouble.${trouble.code as 'not-zip'}`, trouble.params)}</p>
          <p>{t('failed.kept')}</p>
        </ErrorPanel>
      )}
      {state === 'done' && (
        <Strip tone="ok" icon="check" title={t('done.title')} action={<ButtonLink to={`${base}/map`}>{t('done.map')}</ButtonLink>}>
          <p>{t('done.next')}</p>
        </Strip>
      )}
      {state === 'undone' && <Strip tone="news" icon="history" title={t('undone.title')} />}
      {hasShown && <SetFacts counts={set.counts!} changes={set.changes} state={state} />}
      {hasShown && <SetPicture levels={set.levels} level={set.level} picture={set.picture} />}
      {set.remarkCount > 0 && hasShown && <SetRemarks remarks={set.remarks} count={set.remarkCount} href={`${base}/manage/map-import/${set.id}/remarks`} />}
      {(isReady || state === 'failed') && kind !== 'quick' && <OptionsForm options={set.options} found={set.found} kind={kind} buildings={set.buildings} busy={busy} />}
      {state === 'done' && (
        <Section>
          <SectionHead under={set.keeps.length > 0 ? t('back.not') : t('back.hint')}>{t('back.title')}</SectionHead>
          <div className={styles.inset}>
            {set.keeps.length > 0 ? (
              <ul className={styles.why}>
                {set.keeps.map(({ key, count }) => (
                  <li key={key}>{t(`depends.${key as 'tenancies'}`, { count })}</li>
                ))}
              </ul>
            ) : (
              <Form method="post">
                <Button name="do" value="take-back" look="danger" icon="history" disabled={busy}>
                  {t('act.take-back')}
                </Button>
              </Form>
            )}
          </div>
        </Section>
      )}
      {isReady && (
        <Dock note={t('ready.note')}>
          <Form method="post">
            <Buttons>
              <Button name="do" value="bring-in" look="main" size="thumb" icon="check" disabled={busy}>
                {t('act.bring-in')}
              </Button>
              <Button name="do" value="drop" look="plain" size="thumb" disabled={busy}>
                {t('act.drop')}
              </Button>
            </Buttons>
          </Form>
        </Dock>
      )}
    </>
  );
}

function DropForm({ label }: { label: string }) {
  return (
    <Form method="post">
      <Button name="do" value="drop">
        {label}
      </Button>
    </Form>
  );
}
