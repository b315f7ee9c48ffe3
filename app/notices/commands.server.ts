import { Deliveries, Notices } from '#models/notice.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { NOTICE_DAYS, type NoticeTemplate } from './rules.ts';

export interface PersonalNotice {
  /** Who is told; each once. Nobody at all is fine. */
  accounts: readonly string[];
  template: NoticeTemplate;
  /** What the sentence names, as ids: request `number`, `shop` (merchant), `person` (account), `grid`, `office`. Never words. */
  params?: Record<string, string>;
  /** Address that it leads to, e.g. `/m/jinqiao/requests/ZL-2026-0482173`. */
  link?: string;
  /** Account that caused it; absent when the house itself did (a clock). */
  author?: string;
  role?: string;
}

/** Most accounts that one command may tell inside its own transaction; more than these are a notice with an audience. */
const MOST_PERSONAL = 100;

/**
 * Tells people of something of their own, in the caller's transaction: they are told exactly if it commits.
 * @returns the notice's id, or null when there was nobody to tell
 */
export async function notify(tx: Tx, { accounts, template, params, link, author = 'house', role = 'house' }: PersonalNotice): Promise<string | null> {
  const receivers = [...new Set(accounts)];
  if (receivers.length === 0) return null;
  if (receivers.length > MOST_PERSONAL) throw new Error(`A personal notice is for at most ${MOST_PERSONAL} accounts.`);
  const { session, mall, now } = tx;
  const id = newId();
  const order = newId();
  await Notices.create(
    [
      {
        _id: id,
        mall,
        class: 'personal',
        template,
        params,
        link,
        audience: { kind: 'accounts', ids: receivers },
        author,
        role,
        sentAt: now,
        expiresAt: new Date(now.getTime() + NOTICE_DAYS * 24 * 3600_000),
        state: 'sent',
        accounts: receivers.length,
        queued: receivers.length,
      },
    ],
    { session },
  );
  await Deliveries.insertMany(receivers.map((account) => ({ _id: newId(), mall, notice: id, account, state: 'sent', order })), { session });
  tx.publish({ type: 'notice:sent', id, version: 1, order, rooms: receivers.map((account) => `account:${account}`) });
  return id;
}
