import { halve } from './divide.ts';
import { type Graph, piecesOf, shopsIn } from './graph.ts';

/** Shops that a grid may have: within 15 % of the mean, or one shop where 15 % is less than one. */
export interface Band {
  mean: number;
  least: number;
  most: number;
}
export const TOLERANCE = 0.15;

export function bandOf(shops: number, grids: number): Band {
  const mean = shops / grids;
  const off = Math.max(1, mean * TOLERANCE);
  return { mean, least: Math.max(0, Math.ceil(mean - off - 1e-9)), most: Math.floor(mean + off + 1e-9) };
}
export const isWithin = (shops: number, { least, most }: Band): boolean => shops >= least && shops <= most;

const ROUNDS = 400;

/** Pairs of grids that lie beside each other, by their places in the list. */
function besides(graph: Graph, grids: readonly (readonly number[])[]): Map<number, Set<number>> {
  const gridOf = new Int32Array(graph.size).fill(-1);
  grids.forEach((nodes, i) => nodes.forEach((node) => (gridOf[node] = i)));
  const beside = new Map<number, Set<number>>(grids.map((_, i) => [i, new Set()]));
  for (const [i, nodes] of grids.entries()) for (const node of nodes) for (const other of graph.next[node]!) if (gridOf[other] !== -1 && gridOf[other] !== i) beside.get(i)!.add(gridOf[other]!);
  return beside;
}

/** The way over grids that lie beside each other from one to the nearest for which `goal` holds; null where there is none. */
function wayTo(beside: Map<number, Set<number>>, from: number, goal: (grid: number) => boolean): number[] | null {
  const before = new Map([[from, from]]);
  const queue = [from];
  for (const grid of queue) {
    if (grid !== from && goal(grid)) {
      const way = [grid];
      while (way[0] !== from) way.unshift(before.get(way[0]!)!);
      return way;
    }
    for (const other of [...beside.get(grid)!].sort((a, b) => a - b)) {
      if (before.has(other)) continue;
      before.set(other, grid);
      queue.push(other);
    }
  }
  return null;
}

/** Cuts two grids beside each other anew, so that the first gets as near to `wanted` shops as a cut allows. */
function recut(graph: Graph, one: readonly number[], other: readonly number[], wanted: number, dice: () => number): [number[], number[]] | null {
  const both = [...one, ...other].sort((a, b) => a - b);
  if (piecesOf(graph, both).length > 1) return null;
  let best: { off: number; pair: [number[], number[]] } | null = null;
  const all = shopsIn(graph, both);
  for (let n = 0; n < 4; n += 1) {
    const cut = halve(graph, both, 2, dice, 4);
    if (!cut) return null;
    const overlap = (side: readonly number[]) => side.filter((node) => one.includes(node)).length;
    const pair: [number[], number[]] = overlap(cut.side) >= overlap(cut.rest) ? [cut.side, cut.rest] : [cut.rest, cut.side];
    const off = Math.abs(shopsIn(graph, pair[0]) - wanted) + Math.abs(all - shopsIn(graph, pair[0]) - (all - wanted));
    if (!best || off < best.off) best = { off, pair };
  }
  return best?.pair ?? null;
}

/** One booth with a shop, and whatever else hangs only by it, goes from a grid to the one beside it; null where none may. */
function handOver(graph: Graph, from: readonly number[], to: readonly number[], most: number): [number[], number[]] | null {
  const target = new Set(to);
  const border = from.filter((node) => graph.next[node]!.some((other) => target.has(other)));
  let best: { cost: number; moved: number[] } | null = null;
  for (const node of border) {
    const [main = [], ...others] = piecesOf(graph, from.filter((one) => one !== node));
    const moved = [node, ...others.flat()];
    const shops = shopsIn(graph, moved);
    if (main.length === 0 || shops === 0 || shops > most) continue;
    const touching = graph.next[node]!.filter((other) => target.has(other)).length;
    const cost = shops * 10 + moved.length - touching / 10;
    if (!best || cost < best.cost) best = { cost, moved };
  }
  if (!best) return null;
  const gone = new Set(best.moved);
  return [from.filter((node) => !gone.has(node)), [...to, ...best.moved].sort((a, b) => a - b)];
}

/** Sum of squares of what each grid has more or less than the mean. */
export const unfairness = (graph: Graph, grids: readonly number[][], { mean }: Band): number => grids.reduce((sum, nodes) => sum + (shopsIn(graph, nodes) - mean) ** 2, 0);

/**
 * Evens out what recursive halving left uneven, every grid staying connected: shops are handed from the fullest towards the
 * emptiest along grids that lie beside each other, and where no single booth can go, two neighbours are cut anew.
 */
export function evenOut(graph: Graph, start: readonly number[][], band: Band, dice: () => number): number[][] {
  let grids = start.map((nodes) => [...nodes]);
  const stuck = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const shops = grids.map((nodes) => shopsIn(graph, nodes));
    const off = shops.map((count) => (count > band.most ? count - band.most : count < band.least ? band.least - count : 0));
    const order = off.map((_, i) => i).filter((i) => off[i]! > 0 && !stuck.has(keyOf(grids, i))).sort((a, b) => off[b]! - off[a]! || a - b);
    const worst = order[0];
    if (worst === undefined) return grids;
    const next = improve(graph, grids, shops, worst, band, dice);
    if (next) {
      grids = next;
      stuck.clear();
    } else stuck.add(keyOf(grids, worst));
  }
  return grids;
}

const keyOf = (grids: readonly number[][], at: number): string => `${at}:${grids[at]!.length}`;

function improve(graph: Graph, grids: readonly number[][], shops: readonly number[], worst: number, band: Band, dice: () => number): number[][] | null {
  const beside = besides(graph, grids);
  const full = shops[worst]! > band.most;
  const way = wayTo(beside, worst, (grid) => (full ? shops[grid]! < band.mean : shops[grid]! > band.mean));
  if (way) {
    const moved = passAlong(graph, grids, full ? way : [...way].reverse());
    if (moved && unfairness(graph, moved, band) < unfairness(graph, grids, band)) return moved;
  }
  for (const other of [...beside.get(worst)!].sort((a, b) => (full ? shops[a]! - shops[b]! : shops[b]! - shops[a]!) || a - b)) {
    const pair = recut(graph, grids[worst]!, grids[other]!, (shops[worst]! + shops[other]!) / 2, dice);
    if (!pair) continue;
    const tried = grids.map((nodes, i) => (i === worst ? pair[0] : i === other ? pair[1] : nodes));
    if (unfairness(graph, tried, band) < unfairness(graph, grids, band) - 1e-9) return tried;
  }
  return null;
}

/** Hands one booth on from each grid of the way to the next. Null where one of them has none to give. */
function passAlong(graph: Graph, grids: readonly number[][], way: readonly number[]): number[][] | null {
  const moved = grids.map((nodes) => [...nodes]);
  for (let i = way.length - 2; i >= 0; i -= 1) {
    const [from, to] = [way[i]!, way[i + 1]!];
    const pair = handOver(graph, moved[from]!, moved[to]!, 2);
    if (!pair) return null;
    [moved[from], moved[to]] = pair;
  }
  return moved;
}
