import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckGrid, RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { MyMall } from './mine.server.ts';
import { WEEK } from './schema.ts';

interface ReachFormProps {
  mall: string;
  reach: NonNullable<MyMall['reach']>;
  /** Those of this form only. */
  errors: FormErrors;
}

/** To whom she shows what, and when calls may come. */
export function ReachForm({ mall, reach, errors }: ReachFormProps) {
  const { t } = useTranslation(['roles', 'common']);
  const { formatWeekday } = useFormats();
  const { errorOf, valueOf } = errors;
  const days = errors.refusal ? (errors.refusal.values.days ?? '').split(',') : (reach.hours?.days.map(String) ?? []);
  return (
    <Section id="reach">
      <SectionHead under={t('reach.hint')}>{t('reach.title')}</SectionHead>
      <Sheet>
        <Line as="div">
          <KeptForm keep={`reach-${mall}`}>
            <FormErrorSummary errors={errors} />
            <input type="hidden" name="mall" value={mall} />
            <Fields plain>
              <RadioTiles
                name="nameTo"
                legend={t('reach.name')}
                look="ring"
                columns={1}
                defaultValue={valueOf('nameTo', reach.nameTo)}
                error={errorOf('nameTo')}
                options={(['mall', 'anyone'] as const).map((to) => ({ value: to, label: t(`reach.name-${to}`) }))}
              />
              <Field name="phone" type="tel" autoComplete="tel" dir="ltr" optional label={t('reach.phone')} defaultValue={valueOf('phone', reach.phone)} error={errorOf('phone')} />
              <RadioTiles
                name="phoneTo"
                legend={t('reach.phone-to')}
                look="ring"
                columns={1}
                defaultValue={valueOf('phoneTo', reach.phoneTo)}
                error={errorOf('phoneTo')}
                options={(['nobody', 'grid', 'mall', 'anyone'] as const).map((to) => ({ value: to, label: t(`reach.to-${to}`) }))}
              />
              <p>{t('reach.days')}</p>
              <CheckGrid name="days" legend={t('reach.days')} defaultValue={days} options={WEEK.map((day) => ({ value: day, label: formatWeekday(Number(day)) }))} />
              <p className="small quiet">{t('reach.hours-hint')}</p>
              <Field name="from" type="time" optional label={t('reach.from')} defaultValue={valueOf('from', reach.hours?.from)} error={errorOf('from')} />
              <Field name="until" type="time" optional label={t('reach.until')} defaultValue={valueOf('until', reach.hours?.to)} error={errorOf('until')} />
              <Button look="main" name="intent" value="reach">
                {t('common:button.save')}
              </Button>
            </Fields>
          </KeptForm>
        </Line>
      </Sheet>
    </Section>
  );
}
