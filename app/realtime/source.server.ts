import { singleton } from '#app/platform/singleton.server.ts';
import type { CaughtUp } from './protocol.ts';

export interface Receipt {
  account: string;
  /** Malls that the account belongs to; the notice is of one of them. */
  malls: readonly string[];
  notice: string;
}

/** Of a device that comes back: the newest order that it knows. */
export interface Absence {
  account: string;
  malls: readonly string[];
  after: string;
}

/** What the hub needs to know of notices; handed over in app/routes/registries.server.ts, since the hub imports no room. */
export interface NoticeSource {
  since(absences: readonly Absence[]): Promise<(Pick<CaughtUp, 'notices'> & { more: boolean })[]>;
  /** At most 100, in one database operation. Repeatable. */
  received(receipts: readonly Receipt[], now: Date): Promise<void>;
}

const held = () => singleton<{ source: NoticeSource | null }>('notice-source', () => ({ source: null }));

export function registerNoticeSource(source: NoticeSource): void {
  held().source = source;
}

export function noticeSource(): NoticeSource | null {
  return held().source;
}
