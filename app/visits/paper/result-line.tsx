import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldError, FieldRow, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { useFormats } from '#app/i18n/react.ts';
import { InHerLanguage } from '../questions/in-her-language.tsx';
import { LIMITS } from '../form-limits.ts';
import { OUTCOMES } from '../schema.ts';
import { ShopName } from '../shop-name.tsx';
import type { SheetView } from './queries.server.ts';
import styles from './paper.module.css';

interface ResultLineProps {
  line: SheetView['lines'][number];
  /** What the round asks. */
  questions: SheetView['questions'];
  /** Programs whose needs it notes. */
  needs: SheetView['needs'];
  at: number;
  day: string;
  errors: FormErrors;
}

/** One row of the paper: what was ticked, and what was promised or needed where it was more. */
export function ResultLine({ line, questions, needs, at, day, errors: { errorOf, valueOf } }: ResultLineProps) {
  const { t } = useTranslation(['visits', 'words', 'common']);
  const { words } = useFormats();
  const nameOf = useProgramName();
  const programs = usePrograms(needs);
  const of = (field: 'outcome' | 'half' | 'program' | 'need' | 'promise' | 'due' | 'carbon') => {
    const name = `${field}-${at}`;
    return { name, label: t(`sheet.field.${field}`), error: errorOf(name), defaultValue: valueOf(name) ?? '' };
  };
  const who = (
    <>
      <Num>{at + 1}</Num> {line.unit && <Num>{line.unit.number}</Num>} <ShopName names={line.names} />
    </>
  );
  if (line.typed) {
    return (
      <div className={styles.done}>
        <span className={styles.who}>{who}</span>
        <Mark state="ok">
          {t(`words:visit.${line.typed}`)} · {t('sheet.arrived')}
        </Mark>
      </div>
    );
  }
  const replies = questions.map(({ id, words }, row) => ({ id, words, letter: String.fromCharCode(65 + row), name: `reply${row}-${at}` }));
  const more = replies.some(({ name }) => valueOf(name) || errorOf(name)) || ['program', 'need', 'promise', 'due', 'carbon'].some((field) => valueOf(`${field}-${at}`) || errorOf(`${field}-${at}`));
  return (
    <fieldset className={styles.line}>
      <legend>{who}</legend>
      <FieldRow>
        <Select {...of('outcome')}>
          <option value="">{t('sheet.empty')}</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`words:visit.${outcome}`)}
            </option>
          ))}
        </Select>
        <Select {...of('half')}>
          <option value="">{t('sheet.choose')}</option>
          <option value="am">{words.half.am}</option>
          <option value="pm">{words.half.pm}</option>
        </Select>
      </FieldRow>
      <details open={more}>
        <summary>{t('sheet.more')}</summary>
        <div className="stack-2">
          {!line.hasAccount && (
            <>
              <CheckboxLine name={`carbon-${at}`} id={`f-carbon-${at}`} value="on" defaultChecked={valueOf(`carbon-${at}`) === 'on'} under={t('form.carbon-hint')}>
                {t('form.carbon')}
              </CheckboxLine>
              {errorOf(`carbon-${at}`) && <FieldError>{errorOf(`carbon-${at}`)}</FieldError>}
            </>
          )}
          <FieldRow>
            <Select {...of('program')} optional>
              <option value="">{t('sheet.none')}</option>
              {programs.map((program) => (
                <option key={program} value={program}>
                  {nameOf(program)}
                </option>
              ))}
            </Select>
            <Field {...of('need')} maxLength={LIMITS.need} dir="auto" autoComplete="off" optional />
          </FieldRow>
          <FieldRow>
            <Field {...of('promise')} maxLength={LIMITS.promise} dir="auto" autoComplete="off" optional />
            <Field {...of('due')} type="date" min={day} optional />
          </FieldRow>
          {replies.map(({ id, words, letter, name }) => (
            <Field key={id} name={name} label={<><bdi>{letter}</bdi>. <InHerLanguage words={words} /></>} maxLength={LIMITS.reply} dir="auto" autoComplete="off" defaultValue={valueOf(name) ?? ''} error={errorOf(name)} optional />
          ))}
        </div>
      </details>
    </fieldset>
  );
}
