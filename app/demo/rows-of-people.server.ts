import { Secret } from 'otpauth';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { contactKey } from '#app/mall/roster/contact-key.server.ts';
import { nameKeys } from '#app/mall/roster/name-keys.ts';
import { newSecondFactor } from '#app/platform/second-factor.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';

/** scrypt of `demo-only-password`; computed once, since each would take 0.4 s. */
const PASSWORD_HASH = '$scrypt$ln=17,r=8,p=1$Z29sZGVuLWJyaWRnZS0xNg$hLM8sSxmx5d9VNP1ME2BME4Y2hOw-zmJyhQIz37W8j4';
/** Officers, officials and operators sign in with a second factor; a demonstration shows its code beside the field. */
const WITH_SECOND_FACTOR = ['officer', 'official', 'operator'];

/** Shops with their tenancies and phone numbers. `wishes`: ids of the sealed wishes, by shop. */
export function addShops(filling: Filling, demo: DemoMall, wishes: ReadonlyMap<string, string>): void {
  const { mall } = filling;
  for (const { key, names, trade, units, wishedTime, phone, since } of demo.shops) {
    const merchant = filling.id('shop', key);
    const from = filling.moment(-since, '10:00');
    const subject = `shop:${merchant}`;
    const contact = filling.text('contact', key, { language: 'und', words: phone, author: '-', subject, readers: [subject], at: from });
    const askedForVisitAt = demo.asking.includes(key) ? filling.moment(-2, '13:10') : undefined;
    filling.add(Merchants, { _id: merchant, mall, names, trade, status: 'open', wishedTime, contact, askedForVisitAt, visitWish: wishes.get(key), nameKeys: nameKeys(names), contactKey: contactKey(mall, phone) }, from);
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
  demo.memberships.forEach(({ person, kind, shop, post, partner }, i) => {
    const from = filling.moment(-(since.get(shop ?? '') ?? 300), '10:00');
    const place = kind === 'official' ? { office: filling.id('office', demo.mall.office) } : kind === 'operator' ? {} : { mall };
    filling.add(Memberships, { _id: filling.id('membership', i), account: filling.id('account', person), kind, ...place, merchant: shop && filling.id('shop', shop), post, partner, from, confirmedAt: shop && from }, from);
  });
  for (const { person, grid, role, from, to, byShops, phone } of demo.terms) {
    const account = filling.id('account', person);
    const begins = filling.moment(from, '10:00');
    const number = phone && filling.text('role-phone', `${person}-${grid}-${role}`, { language: 'und', words: phone, author: account, subject: `account:${account}`, readers: ['mall', `account:${account}`], at: begins });
    const appointedBy = byShops ? 'shops' : filling.id('account', 'officer');
    filling.add(RoleTerms, { _id: filling.id('term', `${person}-${grid}-${role}`), mall, account, grid: filling.id('grid', grid), role, from: begins, to: filling.moment(to, '19:30'), appointedBy, phone: number }, begins);
  }
}
