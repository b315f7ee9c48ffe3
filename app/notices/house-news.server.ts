import { type NoticeAudience, Notices } from '#models/notice.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { countReach } from './audiences.server.ts';
import { expiryOf, type NoticeTemplate } from './rules.ts';

export interface HouseNews {
  template: NoticeTemplate;
  params: Record<string, string>;
  /** Address that it leads to. */
  link: string;
}

/** News of the house itself to an audience, in the caller's transaction; deliveries follow in batches, as of any notice. @returns its id, null when there was nobody to tell */
export async function tellAudience(tx: Tx, audience: NoticeAudience, news: HouseNews): Promise<string | null> {
  const { accounts } = await countReach(tx.mall, audience, tx.now);
  if (accounts === 0) return null;
  const id = newId();
  const head = { _id: id, mall: tx.mall, class: 'information' as const, title: '', audience, author: 'house', role: 'house' };
  await Notices.create([{ ...head, ...news, sentAt: tx.now, expiresAt: expiryOf(tx.now), state: 'queued', accounts, queued: 0 }], { session: tx.session });
  return id;
}

/** The same to everybody of the mall. */
export const tellMall = (tx: Tx, news: HouseNews): Promise<string | null> => tellAudience(tx, { kind: 'mall' }, news);
