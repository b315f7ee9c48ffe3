import { dayIn } from '#app/i18n/zone-days.ts';
import type { Language } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { answerLetter, getAnswerable, translateLetter } from './commands.server.ts';
import { COUNCIL } from './policy.ts';
import { type LetterView, viewLetter } from './queries.server.ts';
import type { LetterAnswer, LetterTranslation } from './schema.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Opens a letter to answer it: a look on its asker's record. @throws a 404 Response for one that isn't the actor's to answer */
export async function openLetter({ mall, actor, now }: Doing, id: string, reader: Language): Promise<LetterView> {
  const letter = await getAnswerable({ mall, actor }, id);
  const role = letter.box === COUNCIL ? 'council' : 'official';
  await recordLook({ mall: mall._id, subject: `account:${letter.asker}`, viewer: actor.account, role, purpose: 'letter', day: dayIn(now, mall.zone), now });
  return viewLetter(letter, mall, reader, now);
}

export async function actOnLetter(doing: Doing, id: string, act: LetterAnswer | LetterTranslation): Promise<void> {
  if (act.act === 'answer') await answerLetter(doing, id, act);
  else await translateLetter(doing, id, act);
}
