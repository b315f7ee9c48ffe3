import { momentOf } from '#app/i18n/zone-days.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from '../acting.server.ts';
import type { Doing } from '../commands.server.ts';
import type { Words } from '../words.server.ts';

export interface MeetingInput {
  /** Of the mall's zone. */
  day?: string;
  from?: string;
  until?: string;
  hall?: string;
}

/** Proposes a time; its room is held at once. @throws {Refusal} a time or place that is missing, a room that is taken then */
export async function proposeMeeting(doing: Doing, number: string, { day, from, until, hall }: MeetingInput, words?: Words): Promise<void> {
  for (const [field, value] of Object.entries({ day, from, until })) if (!value) throw new Refusal('form.required', field);
  const [startsAt, endsAt] = [momentOf(day ?? '', from ?? '', doing.mall.zone), momentOf(day ?? '', until ?? '', doing.mall.zone)];
  await actOnRequest(doing, number, { command: { type: 'proposeMeeting', meeting: newId(), startsAt, endsAt, room: hall }, words });
}
