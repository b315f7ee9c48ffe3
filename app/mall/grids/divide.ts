import { type Graph, shopsIn } from './graph.ts';

export interface Tree {
  /** Parents before children. */
  order: number[];
  /** By node; -1 outside of the set. The root is its own. */
  parent: Int32Array;
}

/** The two nodes of every edge inside the set, shortest first after a shake of the dice. */
function shakenEdges(graph: Graph, nodes: readonly number[], inside: Int32Array, dice: () => number): { from: number[]; to: number[]; order: Uint32Array } {
  const [from, to, cost]: [number[], number[], number[]] = [[], [], []];
  for (const a of nodes) {
    graph.next[a]!.forEach((b, i) => {
      if (b < a || inside[b] === -1) return;
      from.push(a);
      to.push(b);
      cost.push(graph.metres[a]![i]! * (0.4 + dice()));
    });
  }
  const order = Uint32Array.from(cost.keys()).sort((one, other) => cost[one]! - cost[other]! || one - other);
  return { from, to, order };
}

/**
 * A spanning tree of a connected set that keeps to short ways: walls before corridors, corridors before stairs, each a
 * little shaken by the dice, so that the next tree of the same set offers other cuts.
 */
export function spanningTree(graph: Graph, nodes: readonly number[], dice: () => number): Tree {
  const found = new Int32Array(graph.size).fill(-1);
  const ways: number[][] = [];
  for (const node of nodes) {
    found[node] = node;
    ways[node] = [];
  }
  const rootOf = (node: number): number => {
    let at = node;
    while (found[at] !== at) {
      found[at] = found[found[at]!]!;
      at = found[at]!;
    }
    return at;
  };
  const { from, to, order: shortest } = shakenEdges(graph, nodes, found, dice);
  for (const edge of shortest) {
    const [a, b] = [rootOf(from[edge]!), rootOf(to[edge]!)];
    if (a === b) continue;
    found[a] = b;
    ways[from[edge]!]!.push(to[edge]!);
    ways[to[edge]!]!.push(from[edge]!);
  }
  const root = nodes[0]!;
  const parent = new Int32Array(graph.size).fill(-1);
  parent[root] = root;
  const order = [root];
  for (const node of order) {
    for (const child of ways[node]!) {
      if (parent[child] !== -1) continue;
      parent[child] = node;
      order.push(child);
    }
  }
  return { order, parent };
}

interface Cut {
  below: number;
  /** Grids that the part below the cut is for. */
  grids: number;
  off: number;
}

/** Cuts of the tree by how far both sides are from whole grids, the fairest first. */
function cutsOf(graph: Graph, { order, parent }: Tree, grids: number, all: number): Cut[] {
  const size = all / grids;
  const below = new Float64Array(graph.size);
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const node = order[i]!;
    below[node]! += graph.shops[node]!;
    if (i > 0) below[parent[node]!]! += below[node]!;
  }
  return order
    .slice(1)
    .map((node) => {
      const shops = below[node]!;
      const part = Math.max(1, Math.min(grids - 1, Math.round(shops / size || 0)));
      return { below: node, grids: part, off: Math.abs(shops - part * size) / Math.min(part, grids - part) };
    })
    .sort((a, b) => a.off - b.off || Math.abs(grids - 2 * a.grids) - Math.abs(grids - 2 * b.grids) || a.below - b.below);
}

function sideBelow({ order, parent }: Tree, top: number): Set<number> {
  const side = new Set([top]);
  for (const node of order) if (node !== top && side.has(parent[node]!)) side.add(node);
  return side;
}

/** Neighbours that a cut would part, for its length: a short straight cut makes grids that are easily walked. */
function raggedness(graph: Graph, { order, parent }: Tree, side: ReadonlySet<number>): number {
  let parted = 0;
  for (const node of side) for (const other of graph.next[node]!) if (parent[other] !== -1 && !side.has(other)) parted += 1;
  return parted / Math.sqrt(Math.min(side.size, order.length - side.size) || 1);
}

/** Cuts that are as fair as these share of a grid aren't told apart by it: then the straighter one wins. */
const FAIR = 0.05;
const LOOKED_AT = 6;

/** One connected set in two connected ones, for `grids` grids together. @param trees how many are tried */
export function halve(graph: Graph, nodes: readonly number[], grids: number, dice: () => number, trees: number): { side: number[]; rest: number[]; grids: number } | null {
  const all = shopsIn(graph, nodes);
  const size = all / grids || 1;
  let best: { cost: number; side: Set<number>; grids: number } | null = null;
  for (let n = 0; n < trees; n += 1) {
    const tree = spanningTree(graph, nodes, dice);
    for (const cut of cutsOf(graph, tree, grids, all).slice(0, LOOKED_AT)) {
      const side = sideBelow(tree, cut.below);
      const unfair = Math.max(0, cut.off / size - FAIR) * 100;
      const cost = unfair + raggedness(graph, tree, side) + Math.abs(0.5 - cut.grids / grids);
      if (!best || cost < best.cost - 1e-9) best = { cost, side, grids: cut.grids };
    }
  }
  if (!best) return null;
  const { side, grids: part } = best;
  return { side: nodes.filter((node) => side.has(node)), rest: nodes.filter((node) => !side.has(node)), grids: part };
}

/** A connected set in `grids` connected ones with about as many shops each. Fewer where there aren't so many booths. */
export function divide(graph: Graph, nodes: readonly number[], grids: number, dice: () => number): number[][] {
  if (grids <= 1 || nodes.length <= 1) return [[...nodes]];
  const trees = Math.max(2, Math.min(16, Math.round(8_000 / nodes.length)));
  const cut = halve(graph, nodes, Math.min(grids, nodes.length), dice, trees);
  if (!cut) return [[...nodes]];
  const part = Math.min(grids, nodes.length);
  return [...divide(graph, cut.side, cut.grids, dice), ...divide(graph, cut.rest, part - cut.grids, dice)];
}
