import { z } from 'zod';
import { Accounts } from '#models/account.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { VIEWS } from './views.ts';

/** Everything that Me can be asked to do; each a plain form. */
export const AccountSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('view'), view: z.enum(VIEWS as unknown as [string, ...string[]]) }),
  z.object({ intent: z.literal('translates'), languages: z.array(z.enum(CONTENT_LANGUAGES)).max(CONTENT_LANGUAGES.length) }),
]);

const head = (name: string, account: string, now: Date) => ({ name, mall: INSTALLATION, actor: { account }, role: 'self', subject: `account:${account}`, now });

/** Languages between which somebody offers to translate; shown to her grids, taken back the same way. */
export async function offerTranslations(account: string, languages: string[], now: Date): Promise<void> {
  await runCommand(head('account:offer-translations', account, now), async (tx) => {
    await Accounts.updateOne({ _id: account }, { $set: { translates: languages } }, { session: tx.session });
    tx.changed('translates');
    tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [] });
  });
}

/** The language that follows her to another phone; hers alone, see RIGHTS.md "What leaves the house". */
export async function rememberLanguage(account: string, language: string, now: Date): Promise<void> {
  await runCommand(head('account:choose-language', account, now), async (tx) => {
    await Accounts.updateOne({ _id: account }, { $set: { language } }, { session: tx.session });
    tx.changed('language');
    tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [] });
  });
}
