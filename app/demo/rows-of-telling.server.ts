import { Deliveries, Notices } from '#models/notice.server.ts';
import { expiryOf } from '#app/notices/rules.ts';
import { accountOf } from '#app/requests/case.server.ts';
import { replaySteps, type RequestState } from '#app/requests/engine/state.ts';
import { toldOf } from '#app/requests/telling.server.ts';
import type { Filling } from './filling.server.ts';
import { KINDS, type Told } from './kinds.ts';
import type { DemoMall } from './plan.ts';

/** How far back people were told: older notices would only fill their lists. */
const TOLD_DAYS = 4;
const DAY = 24 * 3600_000;
/** What came within these hours still waits on people's phones. */
const FRESH = 6 * 3600_000;

interface PersonalNotice {
  key: string;
  at: Date;
  accounts: string[];
  template: string;
  params: Record<string, string>;
  link: string;
  author: string;
  role: string;
}

/** The row and the deliveries that telling people of something of their own leaves behind. */
export function addPersonal(filling: Filling, { key, at, accounts, ...notice }: PersonalNotice): void {
  if (accounts.length === 0) return;
  const { mall } = filling;
  const _id = filling.id('notice', key, at);
  const about = { class: 'personal', title: '', audience: { kind: 'accounts', ids: accounts }, sentAt: at, expiresAt: expiryOf(at), state: 'sent', accounts: accounts.length, queued: accounts.length };
  filling.add(Notices, { _id, mall, ...about, ...notice }, at);
  const delivered = filling.now.getTime() - at.getTime() > FRESH;
  for (const account of accounts) {
    const order = filling.id('order', key, at);
    const state = delivered ? { state: 'delivered', deliveredAt: at } : { state: 'sent' };
    filling.add(Deliveries, { _id: filling.id('delivery', `${key}-${account}`, at), mall, notice: _id, account, order, asks: false, ...state }, at);
  }
}

/** Who stands on the rung, free of ties to the request. */
function onRung(filling: Filling, demo: DemoMall, { rung }: Pick<RequestState, 'rung'>, team: Told['team']): string[] {
  if (rung === 'manager' || rung === 'leader') return team.filter((member) => member.role === rung && !member.tied).map(({ account }) => account);
  const posts = rung === 'lead' ? ['lead'] : ['council', 'secretary'];
  return demo.memberships.filter(({ post }) => post && posts.includes(post)).map(({ person }) => filling.id('account', person));
}

/** What the people of a request were told of it in the last days. */
export function tellOfRequest(filling: Filling, demo: DemoMall, { request, number, played, team }: Told): void {
  const kind = KINDS.get(request.kind);
  if (!kind) return;
  for (const { event, state } of replaySteps(kind, played.events)) {
    if (filling.now.getTime() - event.at.getTime() > TOLD_DAYS * DAY) continue;
    const worker = state.worker ?? accountOf(state.holder);
    toldOf(event, state).forEach(({ template, to }, i) => {
      const accounts = to.flatMap((one): string[] => {
        if (typeof one === 'object') return [one.account];
        if (one === 'requester') return [state.requester];
        if (one === 'other') return [];
        return one === 'worker' && worker && worker !== state.requester ? [worker] : onRung(filling, demo, state, team);
      });
      const others = [...new Set(accounts)].filter((account) => account !== event.actor);
      const link = `/m/${demo.mall.slug}/requests/${number}`;
      addPersonal(filling, { key: `${request.key}-${event.seq}-${i}`, at: event.at, accounts: others, template, params: { number }, link, author: event.actor, role: event.role });
    });
  }
}
