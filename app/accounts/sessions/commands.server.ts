import { INSTALLATION } from '#models/audit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { listSessions, stopSessions } from '#app/platform/sessions.server.ts';

/** Ends one of one's own sessions, or all others; somebody else's id changes nothing. Open pages and sockets go with them. */
export async function endSessions({ account, session: mine }: Actor, which: string, now: Date): Promise<void> {
  const own = (await listSessions(account, now)).map(({ id }) => id).filter((id) => id !== mine);
  const ending = which === 'others' ? own : own.filter((id) => id === which);
  if (ending.length === 0) return;
  await runCommand({ name: 'session:end', mall: INSTALLATION, actor: { account }, role: 'self', subject: `account:${account}`, now }, async () => undefined);
  for (const id of ending) await stopSessions(account, now, id);
}
