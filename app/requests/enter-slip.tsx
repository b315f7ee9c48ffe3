import { Form, useActionData, useSubmit } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { PageTitle } from '#app/components/page.tsx';

/** Number and code of a slip, typed, or read from its square: then they come in the fragment and are exchanged at once. */
export function EnterSlip({ title, lead, numberHint }: { title: string; lead: string; numberHint?: string }) {
  const { t } = useTranslation('codes');
  const errors = useFormErrors(useActionData(), 'codes');
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  useEffect(() => {
    const [number = '', code = ''] = window.location.hash.slice(1).split('.');
    const fields = ['number', 'code'].map((name) => form.current?.elements.namedItem(name));
    if (!number || !code || !fields.every((field) => field instanceof HTMLInputElement)) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    for (const [at, field] of (fields as HTMLInputElement[]).entries()) field.value = [number, code][at] ?? '';
    submit(form.current);
  }, [submit]);
  return (
    <Form method="post" noValidate ref={form}>
      <PageTitle lead={lead}>{title}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ number: t('follow.number'), code: t('follow.code') }} />
        <Field name="number" label={t('follow.number')} hint={numberHint} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={40} error={errors.errorOf('number')} defaultValue={errors.valueOf('number')} />
        <Field name="code" label={t('follow.code')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={20} error={errors.errorOf('code')} />
        <Button look="main" size="thumb" wide icon="eye">
          {t('follow.show')}
        </Button>
      </Fields>
    </Form>
  );
}
