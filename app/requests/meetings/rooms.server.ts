import { freeRoom, holdRoom } from '#app/booking/rooms-held.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { Meeting } from '../engine/meeting.ts';
import type { RequestState } from '../engine/state.ts';

const holding = ({ meeting }: RequestState): Meeting | undefined => (meeting?.room && !meeting.ended ? meeting : undefined);

/** The room follows its meeting, in the same transaction. @throws {Refusal} when it is taken then, or isn't there */
export async function storeMeeting(tx: Tx, before: RequestState, next: RequestState): Promise<void> {
  const [was, is] = [holding(before), holding(next)];
  if (was?.id === is?.id) return;
  if (was) await freeRoom(tx, was.id);
  if (!is?.room) return;
  const held = await holdRoom(tx, { room: is.room, startsAt: is.startsAt, endsAt: is.endsAt, occasion: is.id });
  if (held === 'taken') throw new Refusal('requests:refusal.room-taken', 'hall');
  if (held === 'no-room') throw new Refusal('form.not-a-choice', 'hall');
}
