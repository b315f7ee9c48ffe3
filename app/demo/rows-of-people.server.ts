import { Secret } from 'otpauth';
import { Accounts, LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { readersOf } from '#app/mall/roles/policy.ts';
import { contactKey } from '#app/mall/roster/contact-key.server.ts';
import { nameKeys, sliceOf } from '#app/mall/roster/name-keys.ts';
import { Partners } from '#models/partner.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { newSecondFactor } from '#app/platform/second-factor.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';

/** scrypt of `demo-only-password`; computed once, since each would take 0.4 s. */
const PASSWORD_HASH = '$scrypt$ln=17,r=8,p=1$Z29sZGVuLWJyaWRnZS0xNg$hLM8sSxmx5d9VNP1ME2BME4Y2hOw-zmJyhQIz37W8j4';
/** Officers, officials and operators sign in with a second factor; a demonstration shows its code beside the field. */
const WITH_SECOND_FACTOR = ['officer', 'lead', 'official', 'operator'];

/** Shops with their tenancies and phone numbers. `wishes`: ids of the sealed wishes, by shop. */
export function addShops(filling: Filling, demo: DemoMall, wishes: ReadonlyMap<string, string>): void {
  const { mall } = filling;
  for (const { key, names, trade, units, wishedTime, phone, since } of demo.shops) {
    const merchant = filling.id('shop', key);
    const from = filling.moment(-since, '10:00');
    const subject = `shop:${merchant}`;
    const contact = filling.text('contact', key, { language: 'und', words: phone, author: '-', subject, readers: [subject], at: from });
    const askedForVisitAt = demo.asking.includes(key) ? filling.moment(-2, '13:10') : undefined;
    filling.add(Merchants, { _id: merchant, mall, names, trade, status: 'open', wishedTime, contact, askedForVisitAt, visitWish: wishes.get(key), nameKeys: nameKeys(names), slice: sliceOf(merchant), contactKey: contactKey(mall, phone) }, from);
    for (const unit of units) filling.add(Tenancies, { _id: filling.id('tenancy', unit), mall, merchant, unit: filling.id('unit', unit), from }, from);
  }
}

/** Accounts, what they are, and the terms of the five roles. Only the demonstration's own people have a password. */
export function addPeople(filling: Filling, demo: DemoMall): void {
  const { mall } = filling;
  const since = new Map(demo.shops.map((shop) => [shop.key, shop.since]));
  for (const { key, userName, names, language, translates, signsIn } of demo.persons) {
    const _id = filling.id('account', key);
    const secondFactor = WITH_SECOND_FACTOR.includes(key) ? newSecondFactor(_id, Secret.fromHex(filling.id('second-factor', key).replaceAll('-', '').slice(-20).padStart(40, 'a5'))) : undefined;
    filling.add(Accounts, { _id, userName, names, language, translates, status: 'active', demo: true, passwordHash: signsIn ? PASSWORD_HASH : undefined, secondFactor });
  }
  filling.add(Partners, { _id: filling.id('partner', 'property-management'), mall, kind: 'property', names: { zh: '物业', ug: 'مۈلۈك باشقۇرۇش', kk: 'Ғимаратты басқарушы', ru: 'Управляющая компания', en: 'Property management' } }, filling.moment(-300, '10:00'));
  demo.memberships.forEach(({ person, kind, shop, post, partner }, i) => {
    const from = filling.moment(-(since.get(shop ?? '') ?? 300), '10:00');
    const place = kind === 'official' ? { office: filling.id('office', demo.mall.office) } : kind === 'operator' ? {} : { mall };
    filling.add(Memberships, { _id: filling.id('membership', i), account: filling.id('account', person), kind, ...place, merchant: shop && filling.id('shop', shop), post, partner: partner && filling.id('partner', partner), from, confirmedAt: shop && from }, from);
  });
  for (const [index, { person, grid, role, from, to, byShops }] of demo.terms.entries()) {
    const begins = filling.moment(from, '10:00');
    const term = { _id: filling.id('term', `${person}-${grid}-${role}`), mall, account: filling.id('account', person), from: begins, to: filling.moment(to, '19:30'), ...chosenBy(filling, byShops, from, index) };
    filling.add(RoleTerms, { ...term, grid: filling.id('grid', grid), role }, begins);
  }
  for (const { person, level, from, to } of demo.heads) {
    const begins = filling.moment(from, '10:00');
    filling.add(LevelTerms, { _id: filling.id('level-term', `${person}-${level}`), mall, account: filling.id('account', person), level: filling.id('level', level), from: begins, to: filling.moment(to, '19:30'), ...chosenBy(filling, false, from, 0) }, begins);
  }
  addReach(filling, demo);
}

/** The council, or the shops with their minutes of a week before. */
function chosenBy(filling: Filling, byShops: boolean, from: number, index: number) {
  if (!byShops) return { appointedBy: filling.id('account', 'council-1') };
  const on = filling.day(from - 7);
  return { appointedBy: 'shops', choice: { shops: 8 + (index % 5), on, minutes: `${on.slice(0, 4)}-${String(10 + (index % 40))}` } };
}

/** Every week's day but Sunday. */
const WORKDAYS = [1, 2, 3, 4, 5, 6];

/** Who shows her number, to whom, and when calls may come. */
function addReach(filling: Filling, demo: DemoMall): void {
  const { mall } = filling;
  for (const { person, phone, phoneTo, nameTo, until } of demo.reaches) {
    const account = filling.id('account', person);
    const at = filling.moment(-60, '10:00');
    const readers = [`account:${account}`, ...readersOf(phoneTo)];
    const write = (kind: string, words: string) => filling.text(kind, person, { language: 'und', words, author: account, subject: `account:${account}`, readers, at });
    const hours = until && write('role-hours', JSON.stringify({ days: WORKDAYS, from: '10:00', to: until }));
    filling.add(Reaches, { _id: filling.id('reach', person), mall, account, phone: write('role-phone', phone), hours, phoneTo, nameTo }, at);
  }
}
