import { Deliveries, Notices } from '#models/notice.server.ts';
import type { ContentLanguage, Localized } from '#models/mall.server.ts';
import { expiryOf, KEPT_AFTER_EXPIRY } from '#app/notices/rules.ts';
import type { Filling } from './filling.server.ts';
import type { DemoNotice } from './notices.ts';
import type { DemoMall } from './plan.ts';
import { randomOf } from './random.ts';
import { addPersonal } from './rows-of-telling.server.ts';

/** Accounts that a notice is for: members of the shops there, the five of the grids, and officers where it is for all. */
function receivers(demo: DemoMall, to: DemoNotice['to']): string[] {
  const grids = new Set(demo.grids.filter(({ number, level }) => to.kind === 'mall' || (to.kind === 'grids' ? to.grids.includes(number) : to.levels.includes(level))).map(({ number }) => number));
  const shops = new Set(demo.shops.filter(({ grid }) => grids.has(grid)).map(({ key }) => key));
  const members = demo.memberships.filter(({ kind, shop }) => (shop ? shops.has(shop) : to.kind === 'mall' && kind === 'officer')).map(({ person }) => person);
  const five = demo.terms.filter(({ grid }) => grids.has(grid)).map(({ person }) => person);
  return [...new Set([...members, ...five])];
}

/** What the association sent lately, with how far each has come. Who of the demonstration still has to answer hasn't yet. */
export function addNotices(filling: Filling, demo: DemoMall): void {
  for (const notice of demo.notices) addNotice(filling, demo, notice);
  addVisitNotice(filling, demo);
}

function addNotice(filling: Filling, demo: DemoMall, notice: DemoNotice): void {
  const { mall } = filling;
  const { key, by, to, fixed, title, body, withdrawn } = notice;
  const at = filling.moment(notice.day, notice.time);
  const author = filling.id('account', by);
  const _id = filling.id('notice', key, at);
  const eraseAt = new Date(expiryOf(at).getTime() + KEPT_AFTER_EXPIRY);
  const write = (kind: string, words?: Localized) => words && filling.text(`notice-${kind}`, key, { ...inAll(words, author), author, subject: 'mall', readers: [`notice:${_id}`], at, eraseAt });
  const persons = receivers(demo, to);
  const audience = to.kind === 'mall' ? to : { kind: to.kind, ids: to.kind === 'levels' ? to.levels.map((level) => filling.id('level', level)) : to.grids.map((grid) => filling.id('grid', grid)) };
  const what = fixed
    ? { class: 'must-acknowledge', template: `fixed.${fixed.template}`, params: { day: filling.day(fixed.day), from: fixed.from, until: fixed.until }, title: '' }
    : { class: 'information', title: write('title', title) ?? '', body: write('body', body) };
  const back = withdrawn && { withdrawnAt: new Date(at.getTime() + 25 * 60_000), withdrawal: write('withdrawal', withdrawn) };
  const row = { audience, author, role: by, sentAt: at, expiresAt: expiryOf(at), state: withdrawn ? 'withdrawn' : 'sent', accounts: persons.length, queued: persons.length };
  filling.add(Notices, { _id, mall, ...row, ...what, ...back }, at);
  filling.audit({ at, actor: author, role: by, command: 'notice:send', subject: 'none', target: _id, fields: [] });
  addDeliveries(filling, notice, { notice: _id, at, persons: persons.map((key) => ({ account: filling.id('account', key), signsIn: demo.persons.find((one) => one.key === key)?.signsIn ?? false })) });
}

function addDeliveries(filling: Filling, { key, fixed, reached, seen }: DemoNotice, { notice, at, persons }: { notice: string; at: Date; persons: { account: string; signsIn: boolean }[] }): void {
  const { mall } = filling;
  const random = randomOf(filling.seed, `deliveries-${key}`);
  const order = filling.id('order', key, at);
  for (const { account, signsIn } of persons) {
    const there = !signsIn && random.chance(reached);
    const answered = there && random.chance(seen);
    const state = answered ? 'acknowledged' : there ? 'delivered' : 'sent';
    const times = { deliveredAt: there ? new Date(at.getTime() + 90_000) : undefined, acknowledgedAt: answered ? new Date(at.getTime() + 40 * 60_000) : undefined };
    filling.add(Deliveries, { _id: filling.id('delivery', `${key}-${account}`, at), mall, notice, account, order, asks: Boolean(fixed), state, ...times }, at);
  }
}

/** The Chinese is the original; the others are translations by the author. */
function inAll(words: Localized, by: string) {
  const { zh = '', ...others } = words;
  return { language: 'zh', words: zh, translated: Object.entries(others).map(([language, said]) => ({ language: language as ContentLanguage, words: said, by })) };
}

/** Yesterday's visit, told to the demonstration's merchant. */
function addVisitNotice(filling: Filling, demo: DemoMall): void {
  const visit = demo.visits.find(({ key }) => key === 'current-F1-067');
  if (!visit) return;
  const shop = filling.id('shop', visit.shop);
  const person = filling.id('account', visit.author);
  const at = filling.moment(visit.day, visit.time);
  addPersonal(filling, { key: 'visit-067', at, accounts: [filling.id('account', 'merchant')], template: 'need-draft', params: { person, shop }, link: `/me/record/${shop}`, author: person, role: 'manager' });
}
