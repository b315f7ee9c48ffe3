import { INSTALLATION } from '#models/audit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { forgetPhones } from '../phones/commands.server.ts';
import { listSessions, stopSessions } from '#app/platform/sessions.server.ts';

/**
 * Ends one of one's own sessions, or all others with the PINs on other phones; somebody else's id changes nothing. Open pages
 * and sockets go with them.
 * @param here the remembered phone that asks, if it is one
 */
export async function endSessions({ account, session: mine }: Actor, which: string, here: string | undefined, now: Date): Promise<void> {
  // Whoever holds another phone of hers would come back in by its PIN.
  if (which === 'others') await forgetPhones(account, (id) => id !== here, now);
  const own = (await listSessions(account, now)).map(({ id }) => id).filter((id) => id !== mine);
  const ending = which === 'others' ? own : own.filter((id) => id === which);
  if (ending.length === 0) return;
  await runCommand({ name: 'session:end', mall: INSTALLATION, actor: { account }, role: 'self', subject: `account:${account}`, now }, async () => undefined);
  for (const id of ending) await stopSessions(account, now, id);
}
