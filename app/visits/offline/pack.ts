import type { Localized } from '#models/mall.server.ts';
import type { ShopsAnswer } from '../contest.ts';
import type { NeedProgram } from '../form-limits.ts';
import type { MallPrograms } from '#app/platform/mall-settings.ts';

/** What somebody takes along for a day: no more than the pages of that day would show her. */
export interface PackShop {
  merchant: string;
  names: Localized;
  trade: string;
  tradeNames?: Localized;
  number: string;
  /** Id of its level, and where its door stands on the plan. */
  level: string | null;
  at: { x: number; y: number } | null;
  asked: boolean;
  wishedTime: string | null;
  /** It asked for somebody who interprets. */
  interpreter?: boolean;
  hasAccount: boolean;
  /** It has a phone that signs at the counter. */
  signs?: boolean;
}
export interface PackLevel {
  id: string;
  shortName: string;
  viewBox: readonly number[];
  markup: string;
}
export interface Pack {
  v: 1;
  /** Mark of the account whose day it is. */
  owner: string;
  mall: { slug: string; name: Localized; zone: string };
  /** As the mall calls and orders them. */
  programs: MallPrograms;
  /** The house's clock, and its stamp on it. */
  server: number;
  stamp: string;
  form: number;
  today: string;
  /** `needs`: programs whose needs are noted; absent in a pack from before a round chose: all. */
  round: { id: string; number: number; name: Localized; closesOn: string; questions: { id: string; words: Localized }[]; needs?: NeedProgram[] } | null;
  grids: { _id: string; number: number; hue: number; weave: number }[];
  /** All shops of her grids in the round, and how many were offered their visit when this was taken. */
  shops: number;
  offered: number;
  stops: PackShop[];
  promises: { id: string; names: Localized; words: { language: string; words: string } | null; dueOn: string; contest?: ShopsAnswer | null }[];
  levels: PackLevel[];
}
/** As it lies on the device: with what the device's own clock said. */
export interface TakenPack extends Pack {
  device: number;
}

/** How long it opens, in ms. */
export const PACK_LIFE = 24 * 3600_000;

/** By the device's clock; one that was set back closes it too. */
export function isOver(takenAt: number, now: number): boolean {
  return now >= takenAt + PACK_LIFE || now < takenAt - 5 * 60_000;
}
