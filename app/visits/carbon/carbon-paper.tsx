import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/components/facts.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { NumberSlip } from '#app/components/slip.tsx';
import { directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { InHerLanguage } from '../questions/in-her-language.tsx';
import { ShopName } from '../shop-name.tsx';
import type { CarbonView } from './queries.server.ts';

function Words({ said }: { said: { words: string; language: string } | null }) {
  if (!said) return null;
  return (
    <span lang={said.language} dir={directionOf(said.language)}>
      {said.words}
    </span>
  );
}

/** Everything that was stored of the visit, and how to say that it is wrong. */
export function CarbonPaper({ carbon, mall }: { carbon: CarbonView & { code?: string }; mall: Localized }) {
  const { t } = useTranslation(['visits', 'words']);
  const { formatDay, formatHalfDay } = useFormats();
  const language = useLanguage();
  const nameOf = useProgramName();
  const facts: { key: string; label: ReactNode; value: ReactNode }[] = [
    { key: 'shop', label: t('sheet.shop'), value: <><ShopName names={carbon.shop.names} /> <bdi dir="ltr">{carbon.shop.unit}</bdi></> },
    { key: 'when', label: t('carbon.when'), value: formatHalfDay(carbon.day, carbon.half) },
    { key: 'who', label: t('words:thing.volunteer'), value: <bdi>{pickLocalized(carbon.volunteer, language)?.text}</bdi> },
    { key: 'outcome', label: t('sheet.field.outcome'), value: t(`words:visit.${carbon.outcome}`) },
    ...carbon.needs.map(({ id, program, said, state }) => ({ key: id, label: nameOf(program), value: state === 'request' ? t('carbon.is-request') : <Words said={said} /> })),
    ...carbon.promises.map(({ dueOn, said, keeper }, at) => ({ key: `promise-${at}`, label: t('form.promise'), value: <><Words said={said} /> · {t('form.promise-day')}: {formatDay(dueOn)}{keeper && <> · {t('carbon.keeper')}: <bdi>{pickLocalized(keeper, language)?.text}</bdi></>}</> })),
    ...carbon.replies.map(({ question, said }, at) => ({ key: `reply-${at}`, label: <InHerLanguage words={question} />, value: <Words said={said} /> })),
    ...(carbon.note ? [{ key: 'note', label: t('words:thing.note'), value: <Words said={carbon.note} /> }] : []),
    ...(carbon.contest ? [{ key: 'contest', label: t('carbon.shops-words'), value: <Words said={carbon.contest} /> }] : []),
    { key: 'wrong', label: t('carbon.wrong'), value: t('carbon.wrong-how') },
  ];
  return (
    <NumberSlip
      above={<bdi>{pickLocalized(mall, language)?.text}</bdi>}
      label={t('carbon.number')}
      number={`${carbon.number.slice(0, 4)} ${carbon.number.slice(4)}`}
      codeLabel={carbon.code ? t('carbon.code') : undefined}
      code={carbon.code}
      below={<DefinitionList facts={facts} />}
    />
  );
}
