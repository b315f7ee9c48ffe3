/**
 * Figures for the office and the public: exact counts in, and out only what can't be turned back into fewer than five shops.
 * Everything a reader gets is a span; totals and sums by level are made of spans alone, so that no cell can be worked out from them.
 */

/** The least number of different shops that a figure, or a change of one, may be about. */
export const FEWEST = 5;

/** What a reader learns: the true number is not below `least` and not above `most`. An exact figure has both alike. */
export interface Span {
  least: number;
  most: number;
}

/**
 * One cell at one moment. `left`: shown is how many of the group were not reached yet; `count`: how many there are;
 * `mean`: the mean of `sum` over them, rounded up.
 */
export interface Sample {
  kind: 'left' | 'count' | 'mean';
  /** Size of the group that it is counted in. */
  of: number;
  /** Shops (or accounts without one) counted in it, each once. */
  who: ReadonlySet<string>;
  sum?: number;
}
export type Samples = ReadonlyMap<string, Sample>;

/** A cell of a release. `since`: when it was last shown anew, in ms; its next change is measured from there. */
export interface Shown {
  /** null: the group is too small to say anything. */
  span: Span | null;
  of: number;
  since: number;
}
export interface Cut {
  at: number;
  cells: Record<string, Shown>;
}

/** Steps of what is left: 0–4, 5–9 … each at least five wide; the last takes the rest. */
export function stepOf(left: number, of: number): Span | null {
  const steps = Math.floor((of + 1) / FEWEST);
  if (steps < 2) return null;
  const step = Math.min(Math.floor(Math.max(left, 0) / FEWEST), steps - 1);
  return { least: step * FEWEST, most: step === steps - 1 ? of : step * FEWEST + FEWEST - 1 };
}

/** Exact from five on; below, and up to four short of everybody, only that. */
export function countOf(count: number, of: number): Span | null {
  if (of < 2 * FEWEST - 1) return null;
  if (count < FEWEST) return { least: 0, most: FEWEST - 1 };
  if (of - count < FEWEST) return { least: of - FEWEST + 1, most: of };
  return { least: count, most: count };
}

function spanOf({ kind, of, who, sum = 0 }: Sample): Span | null {
  if (kind === 'left') return stepOf(of - who.size, of);
  if (kind === 'count') return countOf(who.size, of);
  if (who.size < FEWEST) return null;
  const mean = Math.ceil(sum / who.size);
  return { least: mean, most: mean };
}

/** Shops that are in one of the two and not in the other. */
export function changedBetween(before: Sample | undefined, after: Sample | undefined): Set<string> {
  const changed = new Set<string>();
  for (const shop of before?.who ?? []) if (!after?.who.has(shop)) changed.add(shop);
  for (const shop of after?.who ?? []) if (!before?.who.has(shop)) changed.add(shop);
  return changed;
}

/** A cell that fewer than five different shops changed since it was last shown anew keeps its value. */
function showCell(now: Sample, held: Shown | undefined, changed: number, at: number): Shown {
  const span = spanOf(now);
  if (!held) return { span, of: now.of, since: at };
  if (changed === 0) return { ...held, since: at };
  const same = span?.least === held.span?.least && span?.most === held.span?.most && now.of === held.of;
  return changed < FEWEST || same ? held : { span, of: now.of, since: at };
}

/**
 * The next release, or null while there is none to cut: fewer than five different shops changed since the last, or it is
 * younger than `pause` (ms).
 * @param samplesAt every cell of the fixed list as its shops were at a moment
 */
export function cutFigures(previous: Cut | null, samplesAt: (at: number) => Samples, now: number, pause: number): Cut | null {
  const current = samplesAt(now);
  if (previous && (now - previous.at < pause || shopsChanged(samplesAt(previous.at), current) < FEWEST)) return null;
  const baselines = new Map<number, Samples>();
  const baseline = (at: number) => baselines.get(at) ?? baselines.set(at, samplesAt(at)).get(at);
  const cells: Record<string, Shown> = {};
  for (const [key, sample] of current) {
    const held = previous?.cells[key];
    const changed = held ? changedBetween(baseline(held.since)?.get(key), sample).size : 0;
    cells[key] = showCell(sample, held, changed, now);
  }
  return { at: now, cells };
}

function shopsChanged(before: Samples, after: Samples): number {
  const changed = new Set<string>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    for (const shop of changedBetween(before.get(key), after.get(key))) changed.add(shop);
  }
  return changed.size;
}

/** What a group was certainly offered: everything that isn't possibly left. */
export function offeredAtLeast({ span, of }: Pick<Shown, 'span' | 'of'>): number {
  return span ? of - span.most : 0;
}

/** The sum of what is shown: exact figures only, nothing of a hidden one. */
export function sumShown(spans: readonly (Span | null)[]): number {
  return spans.reduce((sum, span) => sum + (span && span.least === span.most ? span.least : 0), 0);
}
