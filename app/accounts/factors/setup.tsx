import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { CodeField, Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Section, SectionHead } from '#app/components/page.tsx';
import { Aside } from '#app/components/states.tsx';
import { QrFrame } from '#app/components/slip.tsx';

interface SetupProps {
  setup: { sealed: string; typed: string; qr: string; code: string | null };
  errors: FormErrors;
  next: string;
}

/** The secret for the app, by camera or by hand, and the first code that proves that it arrived. */
export function Setup({ setup: { sealed, typed, qr, code }, errors, next }: SetupProps) {
  const { t } = useTranslation('factors');
  const { t: common } = useTranslation();
  return (
    <Section>
      <SectionHead under={t('setup.hint')}>{t('setup.title')}</SectionHead>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="confirm" />
        <input type="hidden" name="sealed" value={sealed} />
        <Fields>
          <QrFrame caption={t('setup.same-phone')}>
            <img src={qr} alt={t('setup.qr')} width={200} height={200} />
          </QrFrame>
          <p>
            {t('setup.typed')}
            <br />
            <bdi dir="ltr">
              <b style={{ overflowWrap: 'anywhere' }}>{typed}</b>
            </bdi>
          </p>
          <CodeField name="code" label={t('setup.code')} error={errors.errorOf('code')} autoComplete="one-time-code" defaultValue={code ?? undefined} />
          {code && <Aside>{t('demo', { code })}</Aside>}
          <Buttons>
            <Button look="main">{t('setup.confirm')}</Button>
            <ButtonLink to={`/me/second-factor?next=${encodeURIComponent(next)}`}>{common('button.cancel')}</ButtonLink>
          </Buttons>
        </Fields>
      </Form>
    </Section>
  );
}
