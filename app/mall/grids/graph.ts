import { distance } from '../geometry.ts';
import type { Neighbours } from '../neighbours.ts';
import type { Booth } from './partition.ts';

/** Booths as numbers 0…n-1 in the order given, so that 5,000 of them are divided in a moment. */
export interface Graph {
  size: number;
  /** Shops in each: 0 for a vacant booth. */
  shops: readonly number[];
  /** Neighbours of each, in order. */
  next: readonly number[][];
  /** How far away each of them stands; stairs count as much as a walk to the far end of an aisle. */
  metres: readonly number[][];
}

const STAIRS = 60;

/** How far apart two booths stand, in metres; on another level, or without a place, farther than any on one. */
export function farApart(one: Booth, other: Booth): number {
  const flat = one.at && other.at ? distance(one.at, other.at) : 1e4;
  return flat + (one.level === other.level ? 0 : 1e5);
}

export function graphOf(booths: readonly Booth[], shops: readonly number[], neighbours: Neighbours): Graph {
  const index = new Map(booths.map(({ id }, i) => [id, i]));
  const next = booths.map(({ id }) => [...(neighbours.get(id) ?? [])].flatMap((other) => index.get(other) ?? []).sort((a, b) => a - b));
  const far = (a: number, b: number): number => Math.min(farApart(booths[a]!, booths[b]!), STAIRS);
  return { size: booths.length, shops, next, metres: next.map((around, a) => around.map((b) => far(a, b))) };
}

export const shopsIn = (graph: Graph, nodes: readonly number[]): number => nodes.reduce((sum, node) => sum + (graph.shops[node] ?? 0), 0);

/** The pieces that hang together, the one with most shops first; ties by their first booth. */
export function piecesOf(graph: Graph, nodes: readonly number[]): number[][] {
  const left = new Set(nodes);
  const pieces: number[][] = [];
  for (const start of nodes) {
    if (!left.delete(start)) continue;
    const piece = [start];
    for (const node of piece) for (const other of graph.next[node] ?? []) if (left.delete(other)) piece.push(other);
    pieces.push(piece.sort((a, b) => a - b));
  }
  return pieces.sort((a, b) => shopsIn(graph, b) - shopsIn(graph, a) || a[0]! - b[0]!);
}

/** The same numbers in every run, from the same start. */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
