import { type LimitName, takePoint } from '#app/platform/limits.server.ts';
import { Refusal } from '#app/platform/refusal.ts';

/** @throws {Refusal} with the minutes to wait */
export async function counted(name: LimitName, key: string, field = 'form'): Promise<void> {
  const seconds = await takePoint(name, key);
  if (seconds > 0) throw new Refusal({ key: 'members:refused.wait', params: { minutes: Math.ceil(seconds / 60) } }, field);
}
