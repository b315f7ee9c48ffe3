import { directionOf, type Language, pickLocalized } from '#app/i18n/languages.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { FEW } from '../shown-span.tsx';
import { atLeastCell, cellOf, type Paper, type PaperTable, type ReleasedRound } from './paper.ts';

type Mall = Pick<KnownMall, 'name' | 'zone'>;

/** A released round as a paper in one language. No shop's name is in it, nor what any of them answered. */
export function paperOf(mall: Mall, round: ReleasedRound, language: Language, now: Date): Paper {
  const t = getT(language, ['report', 'common', 'words']);
  const { formatDay, formatDateTime, zoneWord } = getFormats(language);
  const long = (day: string) => formatDay(day, { style: 'long' });
  const { zone } = mall;
  return {
    language,
    direction: directionOf(language),
    mall: pickLocalized(mall.name, language)?.text ?? '',
    title: pickLocalized(round.name, language)?.text ?? t('report:title'),
    asOf: t('report:as-of', { when: `${formatDateTime(round.cutAt, { zone, now })} (${zoneWord(zone, round.cutAt)})` }),
    facts: [
      { label: t('report:days'), value: `${long(round.opensOn)} – ${long(round.closesOn)}` },
      ...(round.endedOn ? [{ label: t('report:ended'), value: long(round.endedOn) }] : []),
      { label: t('report:shops'), value: round.of },
      { label: t('report:at-least'), value: atLeastCell(round.atLeast) },
      { label: t('report:left-most'), value: atLeastCell(round.of - round.atLeast) },
      ...(round.endedOn ? [{ label: t('report:late'), value: cellOf(round.late) }] : []),
    ],
    tables: tablesIn(round, language),
    notes: [t('report:note-figures', { few: FEW }), t('report:note-offered'), ...(round.endedOn ? [t('report:note-late')] : [])],
  };
}

function tablesIn(round: ReleasedRound, language: Language): PaperTable[] {
  const t = getT(language, ['report', 'common', 'words']);
  const { formatDay, formatList } = getFormats(language);
  const text = (label: string) => ({ label, number: false });
  const number = (label: string) => ({ label, number: true });
  const counts = [number(t('report:at-least')), number(t('report:left-most'))];
  const grids = round.levels.flatMap((level) => level.grids.map((grid) => ({ ...grid, levels: level.levels })));
  const all: PaperTable[] = [
    {
      key: 'level',
      title: t('report:by-level'),
      columns: [text(t('words:thing.level')), number(t('report:shops')), ...counts],
      rows: round.levels.map(({ levels, of, atLeast }) => [formatList(levels), of, atLeastCell(atLeast), atLeastCell(of - atLeast)]),
    },
    {
      key: 'grid',
      title: t('report:by-grid'),
      columns: [text(t('words:thing.grid')), text(t('words:thing.level')), number(t('report:shops')), number(t('report:at-least')), number(t('report:left'))],
      rows: grids.map(({ grid, levels, of, atLeast, span }) => [t('common:grid.named', { number: round.numbers[grid] ?? 0 }), formatList(levels), of, atLeastCell(atLeast), cellOf(span)]),
    },
    {
      key: 'day',
      title: t('report:by-day'),
      columns: [text(t('report:day')), ...counts],
      rows: round.days.map(({ day, of, atLeast }) => [formatDay(day, { style: 'long' }), atLeastCell(atLeast), atLeastCell(of - atLeast)]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
