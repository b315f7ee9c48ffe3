import type { Language, PickedWords } from '#app/i18n/languages.ts';
import type { NoticeFiles } from '#app/notices/files.server.ts';
import { sayingOf } from '#app/notices/queries.server.ts';
import { senderOfOffice } from '#app/notices/policy.ts';
import type { NoticeInput } from '#app/notices/schema.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { officesAbove } from '#app/mall/offices.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Reach } from './reach.ts';
import type { OwnNotice } from './warnings/queries.server.ts';

/** Information of an office to the whole mall, shown as from the office. @throws a 404 Response where it isn't over the mall */
export async function sendFromOffice({ mall, actor, now }: { mall: KnownMall; actor: Actor; now: Date }, input: NoticeInput, files?: NoticeFiles): Promise<string> {
  const over = (await officesAbove(mall.office)).map(({ _id }) => _id);
  const to = { kind: 'mall' } as const;
  const role = senderOfOffice(actor, over, { class: input.class, to });
  if (!role) throw notFound();
  return sendNotice({ mall, actor, now }, { ...input, to: ['mall'] }, { as: role, files });
}

export interface NoticeReach extends Reach {
  id: string;
  title: PickedWords | null;
}

/** How far the office's own notices got, with their titles in the reader's language. */
export async function titledReach(mall: KnownMall, sent: readonly OwnNotice[], language: Language): Promise<NoticeReach[]> {
  const { titleOf } = await sayingOf(mall._id, sent.map(({ notice }) => notice), language);
  return sent.map(({ notice, reach }) => {
    const said = titleOf(notice);
    return { id: notice._id, title: said.template === undefined ? said.words : null, ...reach };
  });
}
