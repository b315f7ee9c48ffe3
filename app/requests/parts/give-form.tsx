import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button } from '#app/components/button.tsx';
import { FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Section, SectionHead } from '#app/components/page.tsx';
import { MOST_WORDS } from '../limits.ts';
import { useHolderName } from './holder-name.tsx';
import type { HolderCard } from './holders.server.ts';
import { LIMITS, PART_EVIDENCE } from './limits.ts';

const KINDS = ['person', 'partner', 'grid', 'program'] as const;

/** A piece of the work to somebody: what, to whom, until when, and what shows that it is done. */
export function GiveForm({ holders, errors }: { holders: readonly HolderCard[]; errors: FormErrors }) {
  const { t } = useTranslation(['tasks', 'common']);
  const nameOf = useHolderName();
  const mine = errors.refusal?.values.intent === 'give';
  const valueOf = (field: string, otherwise?: string) => (mine ? errors.valueOf(field, otherwise) : otherwise);
  const errorOf = (field: string) => (mine ? errors.errorOf(field) : undefined);
  return (
    <Section id="give">
      <SectionHead under={t('give.under')}>{t('give.title')}</SectionHead>
      <KeptForm keep="give" encType="multipart/form-data">
        <Fields>
          <Select name="to" label={t('give.to')} error={errorOf('to')} defaultValue={valueOf('to')}>
            {KINDS.map((kind) => {
              const some = holders.filter((holder) => holder.kind === kind);
              return (
                some.length > 0 && (
                  <optgroup key={kind} label={t(`give.kind-${kind}`)}>
                    {some.map((holder) => (
                      <option key={holder.key} value={holder.key}>
                        {nameOf(holder)}
                      </option>
                    ))}
                  </optgroup>
                )
              );
            })}
          </Select>
          <TextArea name="words" id={mine ? 'f-words' : 'f-give-words'} rows={3} maxLength={MOST_WORDS} label={t('give.words')} hint={t('give.words-hint')} error={errorOf('words')} defaultValue={valueOf('words')} />
          <FieldRow>
            <Select name="limit" label={t('give.limit')} error={errorOf('limit')} defaultValue={valueOf('limit', '1d')}>
              {LIMITS.map((limit) => (
                <option key={limit} value={limit}>
                  {t(`limit.${limit}`)}
                </option>
              ))}
            </Select>
            <Select name="evidence" label={t('give.evidence')} defaultValue={valueOf('evidence', '')}>
              <option value="">{t('give.evidence-none')}</option>
              {PART_EVIDENCE.map((evidence) => (
                <option key={evidence} value={evidence}>
                  {t(`give.evidence-${evidence}`)}
                </option>
              ))}
            </Select>
          </FieldRow>
          <Pictures visible id="f-give-pictures" error={errorOf('pictures')} />
          <Button look="main" size="thumb" icon="send" name="intent" value="give">
            {t('give.button')}
          </Button>
        </Fields>
      </KeptForm>
    </Section>
  );
}
