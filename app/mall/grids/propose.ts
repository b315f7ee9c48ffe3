import type { Neighbours } from '../neighbours.ts';
import { type Band, bandOf, evenOut, isWithin, TOLERANCE, unfairness } from './balance.ts';
import { divide } from './divide.ts';
import { diceOf, farApart, type Graph, graphOf, piecesOf, shopsIn } from './graph.ts';
import type { Booth } from './partition.ts';

export type Wish = { grids: number } | { shops: number };
/** `island`: a part of the building that no way on the plan joins to others; `narrow`: its ways don't allow a fairer cut. */
export type WhyUneven = 'island' | 'narrow';

export interface ProposedGrid {
  units: string[];
  shops: number;
  /** It takes in booths that no way on the plan joins to it: an officer has to say why. */
  apart: boolean;
  uneven?: WhyUneven;
}
export interface Proposal {
  grids: ProposedGrid[];
  band: Band;
}

/** Any number will do, as long as it never changes: the same plan gives the same grids on every machine and day. */
const SEED = 20_260_311;

interface Cluster {
  /** Connected by itself. */
  core: number[];
  /** Small islands that go with it. */
  added: number[];
  grids: number;
}

/** Pieces too small for a grid of their own go with the nearest one; the others share the grids by their shops. */
function clustersOf(graph: Graph, booths: readonly Booth[], wanted: number): Cluster[] {
  const pieces = piecesOf(graph, booths.map((_, i) => i));
  const mean = shopsIn(graph, pieces.flat()) / wanted;
  const cores = pieces.filter((piece, i) => i === 0 || shopsIn(graph, piece) * 2 >= mean).slice(0, wanted);
  const clusters = cores.map((core): Cluster => ({ core, added: [], grids: 1 }));
  for (const island of pieces.filter((piece) => !cores.includes(piece))) {
    const far = clusters.map(({ core }) => Math.min(...island.map((one) => Math.min(...core.map((other) => farApart(booths[one]!, booths[other]!))))));
    clusters[far.indexOf(Math.min(...far))]!.added.push(...island);
  }
  const sizes = clusters.map(({ core, added }) => shopsIn(graph, [...core, ...added]));
  for (let left = wanted - clusters.length; left > 0; left -= 1) {
    const open = clusters.map((cluster, i) => ({ i, share: cluster.grids < cluster.core.length ? sizes[i]! / cluster.grids : -1 }));
    const neediest = open.reduce((best, one) => (one.share > best.share ? one : best));
    if (neediest.share >= 0) clusters[neediest.i]!.grids += 1;
  }
  return clusters;
}

/** The more booths, the fewer new beginnings: a small mall with few ways needs them, a large one has ways enough. */
const beginnings = (booths: number): number => Math.max(1, Math.min(40, Math.round(6_000 / booths)));

/** One connected set in grids; begun anew with other dice while a grid isn't fair, the fairest attempt at the end. */
function divideFairly(graph: Graph, core: readonly number[], count: number, dice: () => number): number[][] {
  const band = bandOf(shopsIn(graph, core), count);
  let best: { cost: number; grids: number[][] } | null = null;
  for (let left = beginnings(core.length); left > 0; left -= 1) {
    const grids = evenOut(graph, divide(graph, core, count, dice), band, dice);
    const out = grids.filter((nodes) => !isWithin(shopsIn(graph, nodes), band)).length;
    const cost = out * 1e9 + unfairness(graph, grids, band);
    if (!best || cost < best.cost) best = { cost, grids };
    if (out === 0) break;
  }
  return best?.grids ?? [];
}

/** Islands join the grid whose booth is nearest; their shops count there before it is evened out. */
function joinIslands(graph: Graph, booths: readonly Booth[], core: readonly number[][], added: readonly number[]): Map<number, number> {
  const joins = new Map<number, number>();
  for (const island of piecesOf(graph, added)) {
    let best = { far: Infinity, grid: 0 };
    core.forEach((nodes, grid) => {
      for (const node of nodes) for (const one of island) {
        const far = farApart(booths[one]!, booths[node]!);
        if (far < best.far) best = { far, grid };
      }
    });
    for (const node of island) joins.set(node, best.grid);
  }
  return joins;
}

/** How many grids a wish may mean, the nearest first: of a wished size every number within ±15 % of it. At most one grid a booth. */
export function gridsWanted(wish: Wish, shops: number, booths: number): number[] {
  const held = (count: number) => Math.max(1, Math.min(Math.round(count), booths));
  if ('grids' in wish) return [held(wish.grids)];
  const nearest = held(shops / wish.shops);
  const off = (count: number) => Math.abs(shops / count - wish.shops);
  const others = [nearest - 1, nearest + 1].filter((count) => count > 0 && held(count) === count && off(count) <= wish.shops * TOLERANCE);
  return [nearest, ...others.sort((a, b) => off(a) - off(b))];
}

/**
 * Divides a mall into grids, each connected and with about as many shops (±15 %, or one shop). The
 * same plan gives the same proposal. Where that can't be, it says so grid by grid: an island of the plan keeps its own size,
 * or its shops go with the nearest grid, which is then in several parts; or the ways of the plan leave no fairer cut.
 * @param shops how many by booth; when none has any (a mall before its roster), every booth counts as one
 */
export function proposeGrids({ booths, neighbours, shops }: { booths: readonly Booth[]; neighbours: Neighbours; shops: ReadonlyMap<string, number> }, wish: Wish): Proposal {
  const any = booths.some(({ id }) => shops.has(id));
  const graph = graphOf(booths, booths.map(({ id }) => (any ? (shops.get(id) ?? 0) : 1)), neighbours);
  const all = shopsIn(graph, booths.map((_, i) => i));
  if (booths.length === 0) return { grids: [], band: bandOf(0, 1) };
  let first: Proposal | undefined;
  for (const wanted of gridsWanted(wish, all, booths.length)) {
    const proposal = divideMall(graph, booths, wanted, all);
    first ??= proposal;
    if (proposal.grids.every(({ uneven }) => !uneven)) return proposal;
  }
  return first ?? { grids: [], band: bandOf(0, 1) };
}

function divideMall(graph: Graph, booths: readonly Booth[], wanted: number, all: number): Proposal {
  const band = bandOf(all, wanted);
  const dice = diceOf(SEED);
  const grids = clustersOf(graph, booths, wanted).flatMap(({ core, added, grids: count }) => {
    const divided = divideFairly(graph, core, count, dice);
    const joins = joinIslands(graph, booths, divided, added);
    return divided.map((nodes, i) => {
      const whole = [...nodes, ...added.filter((node) => joins.get(node) === i)].sort((a, b) => a - b);
      const sum = shopsIn(graph, whole);
      const apart = whole.length > nodes.length;
      const why = isWithin(sum, band) ? {} : { uneven: core.length < booths.length ? ('island' as const) : ('narrow' as const) };
      return { first: whole[0]!, units: whole.map((node) => booths[node]!.id), shops: sum, apart, ...why };
    });
  });
  return { grids: grids.sort((a, b) => a.first - b.first).map(({ first: _, ...grid }): ProposedGrid => grid), band };
}
