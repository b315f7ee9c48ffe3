import type { ContentLanguage } from '#app/i18n/languages.ts';

type Words = Partial<Record<ContentLanguage, string>>;

/** One of the eight services as this mall offers it; the order of the list is the order everywhere. */
export interface ProgramSetting {
  id: string;
  on: boolean;
  /** Its own name here; what is missing in a language is the house's. */
  names?: Words;
}

/** A trade of the closed list. Retired ones stay on the shops that have them and are offered to no other. */
export interface TradeSetting {
  id: string;
  names?: Words;
  retired: boolean;
}

export const CLOCK_NAMES = ['first-response', 'next-update', 'solution'] as const;
export type SettableClock = (typeof CLOCK_NAMES)[number];
/** Limits of one kind in working minutes; what is missing is the program's own. */
export type ClockSetting = Partial<Record<SettableClock, number>>;

/** Longest keeping times of RIGHTS.md in days. A mall shortens them, never lengthens. */
export const LONGEST_KEPT = { offers: 90, threads: 90, voice: 30, deliveries: 7, looks: 365 } as const;
export type KeptThing = keyof typeof LONGEST_KEPT;
export const KEPT_THINGS = Object.keys(LONGEST_KEPT) as KeptThing[];

/** Everything that can leave the house to a receiver without a person's own consent: RIGHTS.md, "What leaves the house". */
export const CARRIED = ['place-requests', 'stages', 'notices'] as const;
export type Carried = (typeof CARRIED)[number];
export interface Receiver {
  id: string;
  name: string;
  /** What it is sent. */
  carries: Carried[];
  purpose: string;
  since: string;
  /** Where it is told by itself; without one nothing goes by itself. */
  address?: { by: SentBy; url: string; jurisdiction?: string };
}

export const SENT_BY = ['webhook', 'open311', 'wecom'] as const;
export type SentBy = (typeof SENT_BY)[number];

/** Whom to call when there is no time to lose. What is missing in `names` is the house's word. */
export interface EmergencyNumber {
  id: string;
  names?: Words;
  number: string;
}
/** The country's own, which every mall has; their numbers may be set, none of them can be left out. */
export const COUNTRY_NUMBERS = [{ id: 'fire', number: '119' }, { id: 'ambulance', number: '120' }, { id: 'police', number: '110' }] as const satisfies readonly EmergencyNumber[];
export type CountryNumber = (typeof COUNTRY_NUMBERS)[number]['id'];
export const isCountryNumber = (id: string): id is CountryNumber => COUNTRY_NUMBERS.some((one) => one.id === id);

/** What of the settings is in effect now, beside name, zone, calendar and languages. Absent: as the house comes. */
export interface SettingsInEffect {
  /** A second zone in which every time is printed too. */
  also?: string;
  programs?: ProgramSetting[];
  trades?: TradeSetting[];
  /** By kind. */
  clocks?: Record<string, ClockSetting>;
  keeping?: Partial<Record<KeptThing, number>>;
  receivers?: Receiver[];
  emergency?: EmergencyNumber[];
}

interface Mall {
  settings?: SettingsInEffect;
}

/** Whether a program is offered; a mall that never chose offers all. */
export function offersProgram({ settings }: Mall, program: string): boolean {
  return settings?.programs?.find(({ id }) => id === program)?.on ?? true;
}

/** The programs that are offered, in this mall's order. @param all the house's own order */
export function programsOn<T extends string>({ settings }: Mall, all: readonly T[]): T[] {
  const place = new Map(settings?.programs?.map(({ id }, index) => [id, index]));
  const ordered = [...all].sort((a, b) => (place.get(a) ?? all.indexOf(a) + 1000) - (place.get(b) ?? all.indexOf(b) + 1000));
  return ordered.filter((id) => offersProgram({ settings }, id));
}

/** How a mall lists and calls its programs, for one reader. */
export interface MallPrograms {
  /** Those on offer, in the mall's order. */
  on: string[];
  /** Its own names in the reader's language, also of programs that it offers no more; what is missing is the house's word. */
  names: Record<string, string>;
}

/** What every page of a mall knows of its programs. @param pick an own name in the reader's language; null where it has none */
export function mallPrograms(mall: Mall, all: readonly string[], pick: (names: Words) => string | null): MallPrograms {
  const named = (mall.settings?.programs ?? []).flatMap(({ id, names }) => {
    const own = names && pick(names);
    return own ? [[id, own] as const] : [];
  });
  return { on: programsOn(mall, all), names: Object.fromEntries(named) };
}

/** Whom to call in this mall. */
export function emergencyNumbers({ settings }: Mall): readonly EmergencyNumber[] {
  return settings?.emergency ?? COUNTRY_NUMBERS;
}

/** How long something is kept, in days. */
export function keptDays({ settings }: Mall, thing: KeptThing): number {
  return Math.min(LONGEST_KEPT[thing], settings?.keeping?.[thing] ?? LONGEST_KEPT[thing]);
}

/** Whether this may be sent to that receiver. Whoever sends anything out of the house asks here first. */
export function maySendTo({ settings }: Mall, receiver: string, what: Carried): boolean {
  return settings?.receivers?.find(({ id }) => id === receiver)?.carries.includes(what) ?? false;
}
