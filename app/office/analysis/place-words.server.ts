import type { Language } from '#app/i18n/languages.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import type { TreeRow } from '../tree.ts';
import { countCell, number, offeredCells, offeredFigure, share, text } from './cells.ts';
import type { Analysis } from './queries.server.ts';
import type { AnalysisPart } from './view.ts';

/** By place, now and as many weeks before: a mall's floors, or the offices and malls under an office. Never finer. */
export function placePart({ levels, tree }: Pick<Analysis, 'levels' | 'tree'>, language: Language): AnalysisPart | null {
  if (levels) return floorPart(levels, language);
  return tree && treePart(tree, language);
}

function headsOf(language: Language) {
  const t = getT(language, ['report', 'office', 'words']);
  const before = t('report:analysis.before');
  const offered = [number(t('report:at-least')), number(t('report:shops'))];
  return { t, before, offered, offeredBefore: offered.map(({ label }) => number(`${before}: ${label}`)) };
}

function floorPart({ now, before }: NonNullable<Analysis['levels']>, language: Language): AnalysisPart {
  const { t, offered, offeredBefore } = headsOf(language);
  const { formatList } = getFormats(language);
  const then = new Map((before ?? []).map((level) => [level.levels.join(), level]));
  return {
    key: 'place',
    title: t('report:pack.by-level'),
    columns: [text(t('words:thing.level')), ...offered, ...offeredBefore],
    charts: [],
    rows: now.map((level) => [formatList(level.levels), ...offeredCells(level), ...offeredCells(then.get(level.levels.join()))]),
    places: now.map((level) => {
      const most = level.grids.reduce((sum, { of, span }) => sum + of - (span?.least ?? 0), 0);
      return { key: level.levels.join(), label: formatList(level.levels), depth: 0, slug: null, sure: share(level.atLeast, level.of), doubt: share(most - level.atLeast, level.of), figure: offeredFigure(level) };
    }),
  };
}

function treePart({ now, before }: NonNullable<Analysis['tree']>, language: Language): AnalysisPart {
  const { t, before: earlier, offered, offeredBefore } = headsOf(language);
  const nameOf = ({ name }: TreeRow) => localizedFor(name, language)?.text ?? '';
  const requests = t('office:tree.requests');
  return {
    key: 'place',
    title: t('office:tree.table'),
    columns: [text(t('office:tree.name')), number(requests), number(`${earlier}: ${requests}`), ...offered, ...offeredBefore],
    charts: [],
    rows: now.map((row, at) => [nameOf(row), countCell(row.requests), countCell(before[at]?.requests ?? null), ...offeredCells(row.round), ...offeredCells(before[at]?.round)]),
    places: now.map((row) => ({ key: row.key, label: nameOf(row), depth: row.depth, slug: row.slug, sure: row.round ? share(row.round.atLeast, row.round.of) : 0, doubt: 0, figure: offeredFigure(row.round) })),
  };
}
