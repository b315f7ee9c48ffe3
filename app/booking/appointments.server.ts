import type { Localized } from '#app/i18n/languages.ts';

/** A time that somebody has agreed on elsewhere, shown beside her places. */
export interface AppointmentCard {
  id: string;
  /** After the mall's own address: `requests/ZL-…`. */
  to: string;
  number: string;
  startsAt: Date;
  endsAt: Date;
  room: Localized | null;
  agreed: boolean;
}
type Source = (mall: string, account: string, now: Date) => Promise<AppointmentCard[]>;

const sources = new Set<Source>();
export const registerAppointments = (source: Source): unknown => sources.add(source);

/** Everything that is still to come for this account, the next first. */
export async function listAppointments(mall: string, account: string, now: Date): Promise<AppointmentCard[]> {
  const found = await Promise.all([...sources].map((source) => source(mall, account, now)));
  return found.flat().sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
