import { Form } from '@remix-run/react';
import { useSearchParams } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Section, SectionHead } from '#app/components/page.tsx';
import { CATEGORIES, isCategory } from './categories.ts';
import { useCategoryWord } from './category-word.tsx';
import { EXAMPLE, writeCorners } from './corners.ts';
import { ItemFacts } from './item-facts.tsx';
import type { UnitItem } from './items.ts';

interface UnitFormProps {
  level: string;
  /** Null: the form adds one. */
  unit: UnitItem | null;
  /** Id of the one to be added. */
  fresh: string;
  traded: boolean;
  answer: unknown;
}

/** One unit typed instead of drawn; works before and without script. */
export function UnitForm({ level, unit, fresh, traded, answer }: UnitFormProps) {
  const { t } = useTranslation('editing');
  const word = useCategoryWord();
  const errors = useFormErrors(answer, 'editing');
  const [params] = useSearchParams();
  const { errorOf, valueOf } = errors;
  // The version that this form was filled from; the page may follow what somebody else saves meanwhile.
  const [began] = useState(unit?.version ?? 0);
  const category = valueOf('category', unit?.category ?? 'room') ?? 'room';
  const lettable = errors.refusal ? errors.refusal.values.lettable === 'on' : (unit?.lettable ?? true);
  // Whoever was told that somebody was faster sees theirs, and saves over it on purpose.
  const told = /^editing:problem\.(changed|gone)-/.test(errors.refusal?.errors.form?.key ?? '');
  const labels = { number: t('field.number'), category: t('field.category'), lettable: t('field.lettable'), corners: t('field.corners') };
  return (
    <Section id="unit">
      <SectionHead>{unit ? t('form.title', { number: unit.number || word(unit.category) }) : t('form.add')}</SectionHead>
      {params.get('saved') === '1' && !errors.refusal && <p className="pad" role="status">{t('form.saved')}</p>}
      <KeptForm keep={`unit-${unit?.id ?? 'new'}-${began}`}>
        <Fields>
          <FormErrorSummary errors={errors} labels={labels} />
          {told && unit && (
            <p>
              {t('clash.theirs')}: <ItemFacts item={unit} />
            </p>
          )}
          <input type="hidden" name="level" value={level} />
          <input type="hidden" name="id" value={unit?.id ?? valueOf('id', fresh)} />
          <input type="hidden" name="version" value={told ? began : valueOf('version', String(began))} />
          <FieldRow>
            <Field name="number" label={labels.number} hint={t('field.number-hint')} optional defaultValue={valueOf('number', unit?.number)} error={errorOf('number')} maxLength={20} dir="ltr" autoComplete="off" />
            <Select name="category" label={labels.category} defaultValue={category} error={errorOf('category')}>
              {(isCategory(category) ? CATEGORIES : [category, ...CATEGORIES]).map((each) => (
                <option key={each} value={each}>
                  {word(each)}
                </option>
              ))}
            </Select>
          </FieldRow>
          <CheckboxLine name="lettable" defaultChecked={lettable} under={traded ? t('field.traded') : t('field.lettable-hint')}>
            {labels.lettable}
          </CheckboxLine>
          {errorOf('lettable') && <p role="alert">{errorOf('lettable')}</p>}
          <TextArea name="corners" label={labels.corners} hint={t('field.corners-hint', { example: EXAMPLE })} defaultValue={valueOf('corners', unit ? writeCorners(unit.shape) : '')} error={errorOf('corners')} dir="ltr" spellCheck={false} />
          <Buttons>
            <Button look="main" name="intent" value="unit">
              {unit ? t('form.save') : t('form.add')}
            </Button>
            {unit && <ButtonLink to={`?level=${level}#unit`}>{t('form.other')}</ButtonLink>}
          </Buttons>
        </Fields>
      </KeptForm>
      {unit && !traded && (
        <Form method="post" className="pad">
          <input type="hidden" name="level" value={level} />
          <input type="hidden" name="id" value={unit.id} />
          <input type="hidden" name="version" value={unit.version} />
          <Button look="text" icon="trash" name="intent" value="remove">
            {t('form.remove')}
          </Button>
        </Form>
      )}
    </Section>
  );
}
