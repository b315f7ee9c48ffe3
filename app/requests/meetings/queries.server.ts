import { Requests } from '#models/request.server.ts';
import { type AppointmentCard, registerAppointments } from '#app/booking/appointments.server.ts';
import { listRooms } from '#app/booking/queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { OPEN_STAGES } from '../engine/stages.ts';
import type { RequestState } from '../engine/state.ts';

/** Requests of one account looked through, newest first. */
const MOST = 500;

/** The meeting of a request as its page shows it. */
export function meetingCard({ meeting }: Pick<RequestState, 'meeting'>, reader: string, names: Map<string, Localized>, rooms: readonly { _id: string; names: Localized }[], now: Date) {
  if (!meeting) return null;
  const { id, startsAt, endsAt, room, by, agreed, ended } = meeting;
  return { id, startsAt, endsAt, room: room ? (rooms.find(({ _id }) => _id === room)?.names ?? {}) : null, by: names.get(by) ?? {}, byYou: by === reader, agreed, ended: ended ?? null, past: startsAt <= now };
}

/** What lists need of a meeting that isn't off. */
export function meetingRow({ meeting }: Pick<RequestState, 'meeting'>) {
  if (!meeting || meeting.ended) return undefined;
  const { startsAt, endsAt, room, agreed } = meeting;
  return { startsAt, endsAt, agreed, ...(room ? { room } : {}) };
}

/** Meetings about requests that she asked for or works on, and that are still to come. */
async function listMeetings(mall: string, account: string, now: Date): Promise<AppointmentCard[]> {
  const shown = { number: 1, meeting: 1, stage: 1 } as const;
  const [asked, worked, rooms] = await Promise.all([
    Requests.find({ mall, requester: account }, shown).sort({ openedAt: -1 }).limit(MOST).lean(),
    Requests.find({ mall, worker: account, stage: { $in: [...OPEN_STAGES] } }, shown).lean(),
    listRooms(mall),
  ]);
  const rows = [...asked, ...worked.filter((row) => !asked.some(({ _id }) => _id === row._id))];
  return rows.flatMap(({ _id, number, meeting }): AppointmentCard[] => {
    if (!meeting || meeting.endsAt <= now) return [];
    return [{ id: _id, to: `requests/${number}`, number, startsAt: meeting.startsAt, endsAt: meeting.endsAt, room: rooms.find((room) => room._id === meeting.room)?.names ?? null, agreed: meeting.agreed }];
  });
}

export function registerMeetings(): void {
  registerAppointments(listMeetings);
}
