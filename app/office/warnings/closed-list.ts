import type { Span } from '../figures.ts';

/** RIGHTS.md, "The office apart": what an office may ever be warned of. About buildings and about itself; never a person or shop. */
export const WARNINGS = ['building-hazard', 'equipment-overdue', 'water', 'fire', 'recall', 'own-late-answer', 'own-notice-undelivered'] as const;
export type WarningKind = (typeof WARNINGS)[number];
/** Nothing in the house says yet when a check is due. */
export const WITHOUT_DATA: readonly WarningKind[] = ['equipment-overdue'];

/** Working minutes for which something of a shared place may stand open before an office is told. */
export const OPEN_LIMIT = 8 * 60;
/** So many that a notice of its own hasn't reached a day later. */
export const UNDELIVERED_LIMIT = 20;

/** What was seen: closed words, times of places and of itself, and spans. */
export type Saw =
  | { what: 'late'; number: string | null; overMinutes: number }
  | { what: 'open'; level: string | null; days: number }
  | { what: 'told'; day: string }
  | { what: 'undelivered'; span: Span | null };

export interface Warning {
  kind: WarningKind;
  saw: Saw;
  /** How it becomes quiet: by answering, at an address below the office's own, or by taking it in hand. */
  act: { path: string } | { topic: string };
}

interface Answerable {
  number: string | null;
  path: string;
  clock: { overMinutes: number } | null;
}

export const lateRequest = ({ number, clock }: Pick<Answerable, 'clock'> & { number: string }): Answerable => ({ number, path: `requests/${number}`, clock });
export const lateLetter = ({ id, clock }: Pick<Answerable, 'clock'> & { id: string }): Answerable => ({ number: null, path: `letters/${id}`, clock });

/** Its own late answers, the latest first; quiet as soon as it has answered. */
export function lateAnswers(rows: readonly Answerable[]): Warning[] {
  return rows
    .flatMap(({ number, path, clock }) => (clock && clock.overMinutes > 0 ? [{ path, number, over: clock.overMinutes }] : []))
    .sort((a, b) => b.over - a.over)
    .map(({ path, number, over }) => ({ kind: 'own-late-answer', saw: { what: 'late', number, overMinutes: over }, act: { path } }));
}

const FIRE = ['gas', 'wiring', 'fire-equipment', 'exit-blocked'];

/** Of which class something open in a shared place is; null: nothing that an office is warned of. */
export function classOfPlace(kind: string, facts: Readonly<Record<string, unknown>>): 'water' | 'fire' | 'building-hazard' | null {
  if (kind === 'defect') return facts.part === 'water' ? 'water' : null;
  if (kind !== 'hazard') return null;
  return FIRE.includes(String(facts.danger)) ? 'fire' : 'building-hazard';
}

/** Something open in a shared place, as far as it counts here. */
export interface OpenPlace {
  class: 'water' | 'fire' | 'building-hazard';
  /** Id of its level; null where nobody said. */
  level: string | null;
  openedAt: Date;
  openMinutes: number;
}
/** Moments since which topics are quiet. */
export type Quiet = ReadonlyMap<string, Date>;

export const openTopic = ({ class: name, level }: Pick<OpenPlace, 'class' | 'level'>): string => `open/${name}/${level ?? ''}`;
export const toldTopic = (notice: string): string => `told/${notice}`;
export const undeliveredTopic = (notice: string): string => `undelivered/${notice}`;

/** One warning for each class and level, with the longest open; only what came after somebody took it in hand. How many there are is never said. */
export function openPlaces(rows: readonly OpenPlace[], quiet: Quiet, nameOf: (level: string) => string | null): Warning[] {
  const longest = new Map<string, OpenPlace>();
  for (const row of rows) {
    const topic = openTopic(row);
    const since = quiet.get(topic);
    if (row.openMinutes < OPEN_LIMIT || (since && row.openedAt <= since)) continue;
    const known = longest.get(topic);
    if (!known || known.openMinutes < row.openMinutes) longest.set(topic, row);
  }
  return [...longest].sort(([, a], [, b]) => b.openMinutes - a.openMinutes).map(([topic, row]) => ({ kind: row.class, saw: { what: 'open', level: row.level && nameOf(row.level), days: Math.floor(row.openMinutes / OPEN_LIMIT) }, act: { topic } }));
}

/** A drill is no fire, and planned work no hazard. */
const TOLD: Record<string, WarningKind> = {
  'fixed.recall': 'recall',
  'fixed.water': 'water',
  'emergency.fire': 'fire',
  'emergency.gas': 'fire',
  'emergency.flood': 'water',
  'emergency.building': 'building-hazard',
};

/** What the association itself told the mall: a recall, water off, an emergency. */
export function toldWarnings(notices: readonly { id: string; template: string; day: string }[], quiet: Quiet): Warning[] {
  return notices.flatMap(({ id, template, day }): Warning[] => {
    const kind = TOLD[template];
    return kind && !quiet.has(toldTopic(id)) ? [{ kind, saw: { what: 'told', day }, act: { topic: toldTopic(id) } }] : [];
  });
}

/** Its own notices that didn't get far: in steps of five, like every figure of an office. */
export function undeliveredWarnings(notices: readonly { id: string; undelivered: Span | null }[], quiet: Quiet): Warning[] {
  return notices.flatMap(({ id, undelivered }): Warning[] => (undelivered && undelivered.least >= UNDELIVERED_LIMIT && !quiet.has(undeliveredTopic(id)) ? [{ kind: 'own-notice-undelivered', saw: { what: 'undelivered', span: undelivered }, act: { topic: undeliveredTopic(id) } }] : []));
}
