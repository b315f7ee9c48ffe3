import { Form, Link, useLocation } from '@remix-run/react';
import type { ParseKeys } from 'i18next';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Num } from '#app/components/num.tsx';
import { Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { FilterChoices } from './filter-choices.server.ts';
import { MOST_WORDS } from './limits.ts';
import { useRoleWord } from './now.tsx';
import type { SeveralAct, SeveralAnswer } from './several.ts';
import styles from './list.module.css';

/** Id of the form to which the boxes of the list belong. */
export const SEVERAL = 'several';

/**
 * What became of the last sending. Reading the page again, as its own changes make it do, takes the action's answer away from Remix: it
 * stands until something else is sent or opened.
 */
export function useSeveralAnswer(answer: unknown): SeveralAnswer | null {
  const { key } = useLocation();
  const last = useRef<{ several: SeveralAnswer; key: string }>();
  const now = typeof answer === 'object' && answer !== null && 'several' in answer ? (answer.several as SeveralAnswer) : null;
  if (now) last.current = { several: now, key };
  const nothing = answer === undefined || answer === null;
  return now ?? (nothing && last.current?.key === key ? last.current.several : null);
}

/** The box before a line of the list. */
export function Pick({ number, version }: { number: string; version: number }) {
  const { t } = useTranslation('lists');
  return (
    <label className={styles.pick}>
      <input type="checkbox" form={SEVERAL} name="pick" value={`${number}.${version}`} />
      <span className="visually-hidden">
        {t('several.pick')} <Num>{number}</Num>
      </span>
    </label>
  );
}

/** What was done with several, and what wasn't, with each reason. */
export function SeveralDone({ answer, at }: { answer: SeveralAnswer; at: string }) {
  const { t } = useTranslation('lists');
  const { t: say } = useTranslation('lists' as 'common');
  const numbered = (number: string) => <Link to={`${at}/${number}`}><Num>{number}</Num></Link>;
  return (
    <div role="status" className={styles.answer}>
      {answer.done.length > 0 && (
        <Strip tone="news" icon="check" title={t('several.done', { count: answer.done.length })}>
          {answer.done.map((number, at) => <span key={number}>{at > 0 && ' · '}{numbered(number)}</span>)}
        </Strip>
      )}
      {answer.refused.length > 0 && (
        <Strip tone="warn" icon="alert-triangle" title={t('several.refused', { count: answer.refused.length })}>
          <ul>
            {answer.refused.map(({ number, reason }) => (
              <li key={number}>
                {numbered(number)}: {say(reason.key as ParseKeys, reason.params ?? {}) as string}
              </li>
            ))}
          </ul>
        </Strip>
      )}
    </div>
  );
}

/** One act for all that are picked: works without script, each button says which act. */
export function SeveralBar({ acts, people, errors }: { acts: readonly SeveralAct[]; people: FilterChoices['people']; errors: FormErrors }) {
  const { t } = useTranslation('lists');
  const language = useLanguage();
  const roleWord = useRoleWord();
  const refused = errors.refusal?.values.intent === 'several';
  const button = (act: SeveralAct) => acts.includes(act) && <Button name="act" value={act} look={act === 'take-on' ? 'main' : 'plain'}>{t(`several.${act}`)}</Button>;
  const speaks = acts.some((act) => act === 'hand-up' || act === 'hand-back' || act === 'demand');
  return (
    <Section>
      <SectionHead under={t('several.under')}>{t('several.title')}</SectionHead>
      <Sheet>
        <Form method="post" id={SEVERAL} className={styles.several}>
          <input type="hidden" name="intent" value="several" />
          <Fields plain>
            {refused && <FormErrorSummary errors={errors} labels={{ pick: t('several.pick'), account: t('several.who'), words: t('several.words') }} />}
            <div id="f-pick" className={styles.acts}>{button('take-on')}</div>
            {acts.includes('assign') && people.length > 0 && (
              <div className={styles.keep}>
                <Select name="account" label={t('several.who')} error={refused ? errors.errorOf('account') : undefined} defaultValue={refused ? errors.valueOf('account') : undefined}>
                  {people.map(({ account, names, role }) => <option key={account} value={account}>{pickLocalized(names, language)?.text} · {roleWord(role)}</option>)}
                </Select>
                {button('assign')}
              </div>
            )}
            {speaks && (
              <>
                <TextArea name="words" label={t('several.words')} rows={2} maxLength={MOST_WORDS} optional={acts.includes('demand') ? true : undefined} error={refused ? errors.errorOf('words') : undefined} defaultValue={refused ? errors.valueOf('words') : undefined} />
                <div className={styles.acts}>
                  {button('hand-up')}
                  {button('hand-back')}
                  {button('demand')}
                </div>
              </>
            )}
          </Fields>
        </Form>
      </Sheet>
    </Section>
  );
}
