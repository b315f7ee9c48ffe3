import { capitalized } from '#app/i18n/formats.ts';
import { directionOf, type Language, pickLocalized } from '#app/i18n/languages.ts';
import { programsIn } from '#app/i18n/programs-here.server.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { addDays } from '#app/visits/days.ts';
import { atLeastCell, cellOf, type Paper, type PaperTable } from '../report/paper.ts';
import { FEW } from '../shown-span.tsx';
import { askedInConfidence, programByStage, roundSum, STAGE_COLUMNS } from '../tables.ts';
import type { Pack, Released } from './queries.server.ts';
import { type Span, spanKey } from './span.ts';

type Mall = Pick<KnownMall, 'name' | 'zone' | 'settings'>;

/** The first and the last day. */
export function spanTitle({ from, until }: Pick<Span, 'from' | 'until'>, language: Language): string {
  const { formatDay } = getFormats(language);
  return `${formatDay(from, { style: 'long' })} – ${formatDay(addDays(until, -1), { style: 'long' })}`;
}

export const packLines = (spans: readonly Span[], language: Language) => spans.map((span) => ({ key: spanKey(span), kind: span.kind, title: spanTitle(span, language) }));

const openNow = ({ tables }: Released): number => programByStage(tables).total;

/** A pack as a paper in one language: figures of releases, side by side with those of before. */
export function packPaper(mall: Mall, pack: Pack, language: Language, now: Date): Paper {
  const t = getT(language, ['report', 'common', 'words', 'office']);
  const { formatDateTime, zoneWord } = getFormats(language);
  const when = (at: Date) => `${formatDateTime(at, { zone: mall.zone, now })} (${zoneWord(mall.zone, at)})`;
  const { last, before } = pack;
  const round = last.tables.round && roundSum(last.tables.cells, last.tables.round.id);
  return {
    language,
    direction: directionOf(language),
    mall: pickLocalized(mall.name, language)?.text ?? '',
    title: spanTitle(pack.span, language),
    asOf: t('report:as-of', { when: when(last.cutAt) }),
    facts: [
      { label: t('report:pack.open'), value: atLeastCell(openNow(last)) },
      ...(before ? [{ label: t('report:pack.open-before'), value: atLeastCell(openNow(before)) }] : []),
      ...(round ? [{ label: t('report:shops'), value: round.of }, { label: t('report:at-least'), value: atLeastCell(round.atLeast) }] : []),
    ],
    tables: tablesIn(mall, pack, language),
    notes: [t('report:note-figures', { few: FEW }), t('office:stages.counted'), t('office:asked.rest'), ...(before ? [t('report:pack.before-as-of', { when: when(before.cutAt) })] : [])],
  };
}

function tablesIn(mall: Mall, { span, last, before, levels, weeks }: Pack, language: Language): PaperTable[] {
  const t = getT(language, ['report', 'common', 'words', 'office']);
  const { formatList } = getFormats(language);
  const here = programsIn(mall, language);
  const text = (label: string) => ({ label, number: false });
  const number = (label: string) => ({ label, number: true });
  const nameOf = (program: string) => (program === 'unsorted' ? t('office:stages.unsorted') : capitalized(here.names[program] ?? t(`words:program.${program as 'labor'}`)));
  const sumBefore = new Map((before ? programByStage(before.tables).rows : []).map(({ program, sum }) => [program, sum]));
  const beforeCells = (program: string) => (before ? [atLeastCell(sumBefore.get(program) ?? 0)] : []);
  const isWeek = span.kind === 'week' && last.tables.week === span.from;
  const all: PaperTable[] = [
    {
      key: 'program',
      title: t('office:stages.title'),
      columns: [text(t('office:stages.program')), ...STAGE_COLUMNS.map((column) => number(column === 'waiting-for-you' ? t('office:stages.waiting') : t(`words:stage.${column}`))), number(t('office:stages.sum')), ...(before ? [number(t('report:pack.before'))] : [])],
      rows: programByStage(last.tables).rows.map(({ program, cells, sum }) => [nameOf(program), ...cells.map(({ span: cell }) => cellOf(cell)), atLeastCell(sum), ...beforeCells(program)]),
    },
    {
      key: 'asked',
      title: t('report:pack.confidence'),
      columns: [text(t('office:stages.program')), number(t('report:pack.asked')), number(t('report:pack.hours'))],
      rows: isWeek ? askedInConfidence(last.tables).map(({ program, asked, hours }) => [nameOf(program), cellOf(asked), hours ? cellOf(hours) : '–']) : [],
    },
    {
      key: 'week',
      title: t('report:pack.by-week'),
      columns: [text(t('report:pack.week')), number(t('report:pack.open'))],
      rows: weeks.map(({ monday, last: then }) => [spanTitle({ from: monday, until: addDays(monday, 7) }, language), atLeastCell(openNow(then))]),
    },
    {
      key: 'level',
      title: t('report:pack.by-level'),
      columns: [text(t('words:thing.level')), number(t('report:shops')), number(t('report:at-least')), number(t('report:left-most'))],
      rows: levels.map(({ levels: names, of, atLeast }) => [formatList(names), of, atLeastCell(atLeast), atLeastCell(of - atLeast)]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
