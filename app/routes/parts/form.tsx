import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine, CheckGrid, PictureRadios, RadioTiles, Switch } from '#app/components/choice.tsx';
import { CodeField, Field, FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import { Blank, FixedText } from '#app/components/fixed-text.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Dock, Section, SectionHead } from '#app/components/page.tsx';
import { SearchSelect } from '#app/components/search-select.tsx';
import { PROGRAM_ICONS, PROGRAM_IDS } from '#app/components/programs.ts';
import { Clip, TalkButton, Way, Ways } from '#app/components/talk.tsx';

/** Every kind of field, refused when the sentence is missing. */
export function FormPieces({ answer }: { answer: unknown }) {
  const { t } = useTranslation(['parts', 'common', 'words']);
  const errors = useFormErrors(answer, 'parts');
  const programs = PROGRAM_IDS.map((id) => ({ value: id, label: t(`words:program.${id}`), icon: PROGRAM_ICONS[id] }));
  return (
    <KeptForm action="/parts">
      <Section>
        <SectionHead>{t('section.form')}</SectionHead>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ sentence: t('form.sentence'), day: t('form.day') }} />
          <div>
            <TalkButton under={t('form.speak-under')}>{t('common:button.hold-to-speak')}</TalkButton>
            <Ways>
              <Way icon="camera" htmlFor="f-photo">{t('common:button.add-photo')}</Way>
              <Way icon="pencil" htmlFor="f-sentence">{t('form.write')}</Way>
            </Ways>
            <input id="f-photo" type="file" name="photo" accept="image/*" className="visually-hidden" />
            <Clip lead={<Icon name="camera" />} under="1.2 MB" removeLabel={t('common:button.delete')}>{t('common:button.add-photo')}</Clip>
          </div>
          <TextArea name="sentence" label={t('form.sentence')} hint={t('form.hint')} error={errors.errorOf('sentence')} defaultValue={errors.valueOf('sentence')} />
          <FieldRow>
            <Field name="day" type="date" label={t('form.day')} error={errors.errorOf('day')} defaultValue={errors.valueOf('day', '2026-03-12')} />
            <Select name="trade" label={t('words:thing.kind')} optional defaultValue={errors.valueOf('trade', 'tea')}>
              <option value="tea">{t('words:trade.tea')}</option>
              <option value="toys">{t('words:trade.toys')}</option>
            </Select>
          </FieldRow>
          <Field name="search" label={t('common:button.search')} icon="zoom" type="search" optional />
          <SearchSelect name="shop" label={t('words:thing.unit')} optional options={Array.from({ length: 40 }, (_, at) => ({ value: `${at}`, label: `F1-${String(at + 1).padStart(3, '0')}` }))} />
          <CodeField name="code" label={t('request.code')} autoComplete="one-time-code" defaultValue="246" />
          <RadioTiles name="kind" legend={t('form.kind')} look="ring" defaultValue={errors.valueOf('kind', 'must')} options={[{ value: 'plain', label: t('form.plain'), under: t('form.plain-under') }, { value: 'must', label: t('form.must'), under: t('form.must-under') }]} />
          <CheckboxLine name="paper" defaultChecked>{t('form.paper')}</CheckboxLine>
          <Switch name="own" icon="lock" under={t('form.own-under')}>{t('form.own')}</Switch>
          <FixedText>
            <Blank>10:00</Blank> {t('form.fixed')} <Blank>{t('form.blank')}</Blank>
          </FixedText>
        </Fields>
      </Section>
      <Section>
        <SectionHead under={t('form.hint')}>{t('form.which')}</SectionHead>
        <PictureRadios name="program" legend={t('form.which')} options={programs} defaultValue="safety" />
      </Section>
      <Section>
        <SectionHead>{t('section.visit')}</SectionHead>
        <Fields>
          <RadioTiles
            name="outcome"
            legend={t('form.outcome')}
            defaultValue="met"
            options={[
              { value: 'met', label: t('words:visit.met'), icon: 'user-check' },
              { value: 'closed', label: t('words:visit.closed'), icon: 'door' },
              { value: 'not-met', label: t('words:visit.not-met'), icon: 'user-off' },
              { value: 'postponed', label: t('words:visit.postponed'), icon: 'calendar-time' },
            ]}
          />
        </Fields>
      </Section>
      <Section near>
        <SectionHead aside={t('common:state.optional')}>{t('form.needs')}</SectionHead>
        <CheckGrid name="needs" legend={t('form.needs')} options={programs} defaultValue={['safety']} />
      </Section>
      <Dock note={t('common:state.shop-sees')}>
        <Button look="main" size="thumb" wide icon="check">{t('common:button.save')}</Button>
      </Dock>
    </KeptForm>
  );
}
