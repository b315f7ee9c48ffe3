import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/components/facts.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { NumberSlip } from '#app/components/slip.tsx';
import { directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { Holding } from './detail.server.ts';
import { useHoldingWords } from './now.tsx';

interface RequestSlipProps {
  number: string;
  code: string | null;
  mall: Localized;
  /** What was written; null where there were no words, or where they stay shut. */
  title: { words: string; language: string } | null;
  program: string | null;
  /** The booth it was asked from or for. */
  place: { names: Localized | null; number: string | null } | null;
  askedAt: Date;
  holding: Holding;
  grid: { number: number } | null;
  dueAt: Date | null;
  zone: string;
  now: Date;
}

/** RIGHTS.md, "Without a phone": number, what was written, who, by when, and how to say "wrong". What is on paper and on its picture. */
export function RequestSlip({ number, code, mall, title, program, place, askedAt, holding, grid, dueAt, zone, now }: RequestSlipProps) {
  const { t } = useTranslation('requests');
  const language = useLanguage();
  const { formatDateTime, zoneWord } = useFormats();
  const wordsOf = useHoldingWords();
  const programName = useProgramName();
  const nameOf = (names: Localized | null) => (names && pickLocalized(names, language)?.text) || null;
  const who = wordsOf(holding, grid);
  const time = (date: Date) => formatDateTime(date, { zone, now });
  const facts = [
    title && { key: 'what', label: t('slip.what'), value: <span lang={title.language} dir={directionOf(title.language)}>{title.words}</span> },
    program && { key: 'program', label: t('slip.program'), value: programName(program) },
    place && { key: 'place', label: t('slip.place'), value: <><bdi>{nameOf(place.names)}</bdi> <bdi dir="ltr">{place.number}</bdi></> },
    { key: 'asked', label: t('slip.asked'), value: time(askedAt) },
    { key: 'who', label: t('slip.who'), value: [who.name, who.line].filter(Boolean).join(' · ') },
    dueAt && { key: 'by', label: t('slip.by'), value: `${time(dueAt)} · ${zoneWord(zone, now)}` },
    { key: 'wrong', label: t('slip.wrong'), value: t('slip.wrong-how') },
  ];
  return (
    <NumberSlip
      above={<bdi>{nameOf(mall)}</bdi>}
      label={t('sent.number')}
      number={number}
      codeLabel={code ? t('sent.code') : undefined}
      code={code ?? undefined}
      below={<DefinitionList facts={facts.flatMap((fact) => fact || [])} />}
    />
  );
}
