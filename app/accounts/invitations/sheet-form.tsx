import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine, CheckGrid, RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { LANGUAGES, OWN_NAMES } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

interface SheetFormProps {
  action: string;
  grids: readonly { id: string; number: number }[];
}

/** For which shops, and in which languages this sheet is printed. Sent as a whole page: what comes back is printed, and nowhere kept. */
export function SheetForm({ action, grids }: SheetFormProps) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const answer = useActionData();
  const errors = useFormErrors(answer, 'members');
  return (
    <Form method="post" action={action} reloadDocument noValidate>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ unit: t('manage.unit'), grid: t('manage.grid'), languages: t('manage.languages') }} />
        <RadioTiles
          name="of"
          legend={t('manage.of')}
          columns={2}
          defaultValue={errors.valueOf('of', 'shop')}
          options={[
            { value: 'shop', label: t('manage.of-shop') },
            { value: 'grid', label: t('manage.of-grid') },
          ]}
        />
        <Field name="unit" label={t('manage.unit')} error={errors.errorOf('unit')} defaultValue={errors.valueOf('unit')} optional dir="ltr" autoComplete="off" />
        <Select name="grid" label={t('manage.grid')} error={errors.errorOf('grid')} defaultValue={errors.valueOf('grid', '')} optional>
          <option value="">–</option>
          {grids.map(({ id, number }) => (
            <option key={id} value={id}>
              {t('manage.grid-number', { number })}
            </option>
          ))}
        </Select>
        <CheckboxLine name="all" value="yes" defaultChecked={errors.valueOf('all') === 'yes'} under={t('manage.all-hint')}>
          {t('manage.all')}
        </CheckboxLine>
        <CheckGrid
          name="languages"
          legend={t('manage.languages')}
          hint={t('manage.languages-hint')}
          error={errors.errorOf('languages')}
          defaultValue={[language]}
          options={LANGUAGES.map((value) => ({ value, label: <bdi lang={value}>{OWN_NAMES[value]}</bdi> }))}
        />
        <Button look="main" icon="printer">
          {t('manage.print')}
        </Button>
      </Fields>
    </Form>
  );
}
