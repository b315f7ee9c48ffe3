import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { PageTitle, Says, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Shell } from '#app/components/shell.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import styles from '#app/mall/codes/codes.module.css';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { followRequest, FollowSchema, type FollowView } from './follow.server.ts';

export const handle = { i18n: ['codes', 'requests'], title: (t) => t('codes:follow.title'), tabs: false } satisfies PageHandle;

export const loader = openToAnyone(() => null);

/** The code comes in a form and never stands in an address; what it opens is the answer itself. */
export const action = openToAnyone(async ({ request, context, now }) =>
  submitForm(await request.formData(), FollowSchema, async (input) => ({ ok: true as const, now, code: input.code, answered: input.intent !== 'show', view: await followRequest(input, { address: context.ip, now }) })),
);

/** How a request stands, for whoever has its number and code. */
export default function FollowRoute() {
  const answer = useActionData<typeof action>();
  const language = useLanguage();
  const found = answer && 'view' in answer ? answer : null;
  return (
    <Shell mall={{ name: found ? (pickLocalized(found.view.mall, language)?.text ?? '') : '', to: '/' }} nav={[]}>
      <div className={styles.place}>
        {found ? <Standing {...found} /> : <Ask />}
        <div className="pad">
          <LanguageLinks offered={found?.view.languages} />
        </div>
      </div>
    </Shell>
  );
}

function Ask() {
  const { t } = useTranslation('codes');
  const errors = useFormErrors(useActionData(), 'codes');
  return (
    <Form method="post">
      <PageTitle lead={t('follow.lead')}>{t('follow.title')}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ number: t('follow.number'), code: t('follow.code') }} />
        <Field name="number" label={t('follow.number')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={40} error={errors.errorOf('number')} defaultValue={errors.valueOf('number')} />
        <Field name="code" label={t('follow.code')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={20} error={errors.errorOf('code')} />
        <Button look="main" size="thumb" wide icon="eye">
          {t('follow.show')}
        </Button>
      </Fields>
    </Form>
  );
}

function Standing({ view, code, answered, now }: { view: FollowView; code: string; answered: boolean; now: Date }) {
  const { t } = useTranslation(['codes', 'words', 'requests']);
  const { formatDateTime } = useFormats();
  const { number, stage, zone, askedAt, dueAt, holder, answers, turn } = view;
  return (
    <>
      <PageTitle>{t(`words:stage.${stage}`)}</PageTitle>
      {answered && <Strip tone="ok" icon="check" title={t('follow.thanks')} live />}
      <NumberSlip label={t('requests:sent.number')} number={number} />
      <Section>
        <Sheet list>
          <Says lead={<Icon name="send" />} over={t('follow.asked')}>
            {formatDateTime(askedAt, { zone, now })}
          </Says>
          <Says lead={<Icon name="users" />} over={t('follow.with')}>
            <b>{t(`follow.holder.${holder.kind}`, { number: holder.grid })}</b>
          </Says>
          {dueAt && (
            <Says lead={<Icon name="clock" />} over={t('follow.by')}>
              {formatDateTime(dueAt, { zone, now })}
            </Says>
          )}
        </Sheet>
      </Section>
      {answers && (
        <Form method="post" className="pad stack-2">
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="code" value={code} />
          <input type="hidden" name="turn" value={turn} />
          <p>
            <b>{t('follow.done-question')}</b>
          </p>
          <Buttons>
            <Button look="main" size="thumb" name="intent" value="yes" icon="check">
              {t('follow.yes')}
            </Button>
            <Button size="thumb" name="intent" value="no">
              {t('follow.no')}
            </Button>
          </Buttons>
        </Form>
      )}
      <div className="pad">
        <ButtonLink look="plain" to="/follow">
          {t('follow.close')}
        </ButtonLink>
      </div>
    </>
  );
}
