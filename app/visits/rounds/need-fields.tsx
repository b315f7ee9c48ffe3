import { useTranslation } from 'react-i18next';
import { CheckGrid } from '#app/components/choice.tsx';
import { Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Section, SectionHead } from '#app/components/page.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { NEED_PROGRAMS } from '../form-limits.ts';

/** Of which programs the round's visits note needs: all that the mall offers, until some are taken out. */
export function NeedFields({ fill }: { fill: FormErrors }) {
  const { t } = useTranslation('rounds');
  const nameOf = useProgramName();
  const programs = usePrograms(NEED_PROGRAMS);
  const chosen = fill.valueOf('needs');
  return (
    <Section>
      <SectionHead under={t('new.needs-hint')}>{t('new.needs')}</SectionHead>
      <Fields plain>
        <CheckGrid name="needs" legend={t('new.needs')} defaultValue={chosen === undefined ? [...programs] : chosen.split(' ').filter(Boolean)} error={fill.errorOf('needs')} options={programs.map((value) => ({ value, label: nameOf(value) }))} />
      </Fields>
    </Section>
  );
}
