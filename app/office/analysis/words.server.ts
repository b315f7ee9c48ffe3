import { capitalized } from '#app/i18n/formats.ts';
import { directionOf, type Language, pickLocalized } from '#app/i18n/languages.ts';
import { programsIn } from '#app/i18n/programs-here.server.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { atLeastCell, type Paper } from '../report/paper.ts';
import { FEW } from '../shown-span.tsx';
import { COUNTED_PROGRAMS, STAGE_COLUMNS, type StageColumn } from '../tables.ts';
import { countCell, number, offeredCells, offeredFigure, share, text } from './cells.ts';
import { placePart } from './place-words.server.ts';
import type { Analysis } from './queries.server.ts';
import type { RoundShown, Shown, WeekPoint } from './shown-weeks.ts';
import { type AnalysisPart, type AnalysisView, tableOf, type WeeksChart } from './view.ts';

/** Null: all malls of the office. */
type Mall = Pick<KnownMall, 'name' | 'zone' | 'settings'> | null;

/** All that is shown of an analysis, in one language: the page and the file only set it. */
export function analysisView(mall: Mall, analysis: Analysis, language: Language, now: Date): AnalysisView {
  const t = getT(language, ['report', 'office']);
  const { formatDateTime, formatDay, zoneWord } = getFormats(language);
  const { points, cutAt, tree } = analysis;
  return {
    asOf: mall && cutAt ? t('report:as-of', { when: `${formatDateTime(cutAt, { zone: mall.zone, now })} (${zoneWord(mall.zone, cutAt)})` }) : t('office:tree.title'),
    parts: points.some((point) => point.now) ? partsOf(mall, analysis, language) : [],
    notes: [...(tree ? [t('office:tree.lead')] : []), t('report:note-figures', { few: FEW }), t('report:analysis.note-sums', { few: FEW }), t('report:analysis.note-weeks'), t('office:asked.rest'), ...(tree?.more ? [t('office:tree.more')] : [])],
    weeks: points.map(({ week }) => formatDay(week)),
  };
}

function partsOf(mall: Mall, analysis: Analysis, language: Language): AnalysisPart[] {
  const t = getT(language, ['report', 'words', 'office']);
  const { points } = analysis;
  const names = mall ? programsIn(mall, language).names : {};
  const hasYear = points.some(({ yearBefore }) => yearBefore);
  const [week, before, yearBefore] = [text(t('report:pack.week')), t('report:analysis.before'), t('report:analysis.year-before')];
  const counted = [week, number(t('office:tree.requests')), number(before), ...(hasYear ? [number(yearBefore)] : [])];
  const offered = ['', `${before}: `, ...(hasYear ? [`${yearBefore}: `] : [])].flatMap((when) => [number(when + t('report:at-least')), number(when + t('report:shops'))]);
  const programName = (program: string) => (program === 'unsorted' ? t('office:stages.unsorted') : capitalized(names[program] ?? t(`words:program.${program as 'labor'}`)));
  const stageName = (column: StageColumn) => (column === 'waiting-for-you' ? t('office:stages.waiting') : t(`words:stage.${column}`));
  const counts = (key: string, title: string, valueOf: (shown: Shown) => number) => countChart({ key, title }, points, valueOf);
  const place = placePart(analysis, language);
  const none = { charts: [], places: [], rows: [] };
  return [
    { ...none, key: 'program', title: t('report:analysis.by-program'), columns: [text(t('office:stages.program')), ...counted], charts: COUNTED_PROGRAMS.map((program) => counts(program, programName(program), ({ programs }) => programs[program] ?? 0)) },
    { ...none, key: 'stage', title: t('report:analysis.by-stage'), columns: [text(t('report:analysis.stage')), ...counted], charts: STAGE_COLUMNS.map((column) => counts(column, stageName(column), ({ stages }) => stages[column])) },
    { ...none, key: 'offered', title: t('office:round.title'), columns: [week, ...offered], charts: [offeredChart(t('office:round.title'), points)] },
    ...(place ? [place] : []),
  ];
}

/** Requests over the weeks, as high as the most of them. */
function countChart(about: { key: string; title: string }, points: readonly WeekPoint[], valueOf: (shown: Shown) => number): WeeksChart {
  const hasYear = points.some(({ yearBefore }) => yearBefore);
  const at = (shown: Shown | null) => shown && valueOf(shown);
  const values = points.map((point) => ({ now: at(point.now), before: at(point.before), yearBefore: at(point.yearBefore) }));
  const top = Math.max(0, ...values.flatMap(({ now, before }) => [now ?? 0, before ?? 0]));
  const height = (value: number | null) => value === null ? null : share(value, top);
  const last = values.at(-1);
  return {
    ...about,
    now: countCell(last?.now ?? null),
    before: countCell(last?.before ?? null),
    top: atLeastCell(top),
    bars: values.map(({ now, before }) => ({ sure: height(now), doubt: 0, before: height(before) })),
    rows: values.map(({ now, before, yearBefore }) => [countCell(now), countCell(before), ...(hasYear ? [countCell(yearBefore)] : [])]),
  };
}

/** Visits offered, of all shops of the round; what isn’t shown more exactly lies on top. */
function offeredChart(title: string, points: readonly WeekPoint[]): WeeksChart {
  const hasYear = points.some(({ yearBefore }) => yearBefore);
  const height = (round: RoundShown | null | undefined) => round ? share(round.atLeast, round.of) : null;
  const doubt = (round: RoundShown | null | undefined) => round ? share(round.atMost - round.atLeast, round.of) : 0;
  const last = points.at(-1);
  return {
    key: 'offered',
    title,
    now: offeredFigure(last?.now?.round),
    before: offeredFigure(last?.before?.round),
    top: { figure: '100%' },
    bars: points.map(({ now, before }) => ({ sure: height(now?.round), doubt: doubt(now?.round), before: height(before?.round) })),
    rows: points.map(({ now, before, yearBefore }) => [...offeredCells(now?.round), ...offeredCells(before?.round), ...(hasYear ? offeredCells(yearBefore?.round) : [])]),
  };
}

/** The same as a file. `title`: of the page, with how many weeks. */
export function analysisPaper(mall: Mall, view: AnalysisView, language: Language, title: string): Paper {
  const name = mall && pickLocalized(mall.name, language)?.text;
  return { language, direction: directionOf(language), mall: name ?? getT(language, ['office'])('office:tree.title'), title, asOf: view.asOf, facts: [], tables: view.parts.map((part) => tableOf(part, view.weeks)), notes: view.notes };
}
