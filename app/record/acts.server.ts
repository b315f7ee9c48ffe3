import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { turnNeedIntoRequest } from '#app/visits/need-to-request.server.ts';
import { sayOfPromise } from '#app/visits/promises.server.ts';
import { agreeNote, answerOffer, askInterpreter, confirmVisit, contestVisit, correctVisit, dropNeed, refuseNote, wishTime } from '#app/visits/shop-commands.server.ts';
import { takeBackTie } from '#app/mall/roles/ties.server.ts';
import { findOwned, mallsAbout } from './policy.ts';
import type { RecordAct } from './schema.ts';

interface Acting {
  actor: Actor;
  now: Date;
}

/**
 * What an owner does on her shop's record. @returns where to go next
 * @throws a 404 Response for a shop that isn't hers
 */
export async function actOnRecord({ actor, now }: Acting, act: RecordAct): Promise<string> {
  const owned = findOwned(actor, act.merchant);
  const mall = owned && (await findMallById(owned.mall, now));
  if (!mall) throw notFound();
  const doing = { mall, actor, now };
  const back = `/me/record/${act.merchant}`;
  switch (act.intent) {
    case 'confirm':
      await confirmVisit(doing, act.visit);
      return `${back}#visit-${act.visit}`;
    case 'correct':
      await correctVisit(doing, act.visit, act);
      return `${back}#visit-${act.visit}`;
    case 'contest':
      await contestVisit(doing, act.visit, act);
      return `${back}#visit-${act.visit}`;
    case 'agree-note':
      await agreeNote(doing, act.visit);
      return `${back}#visit-${act.visit}`;
    case 'refuse-note':
      await refuseNote(doing, act.visit);
      return `${back}#visit-${act.visit}`;
    case 'drop-need':
      await dropNeed(doing, act.visit, act.need);
      return `${back}#visit-${act.visit}`;
    case 'promise-kept':
    case 'promise-not-kept':
      await sayOfPromise(doing, act.visit, act.promise, act.intent === 'promise-kept' ? 'kept' : 'not-kept');
      return `${back}#visit-${act.visit}`;
    case 'need-to-request': {
      const { number } = await turnNeedIntoRequest(doing, act.visit, act.need);
      return `/m/${mall.slug}/requests/${number}`;
    }
    case 'ask-interpreter':
      await askInterpreter(doing, act.merchant, act.wanted === 'yes');
      return `${back}#offers`;
    case 'wish-time':
      await wishTime(doing, act.merchant, act.time);
      return `${back}#offers`;
    case 'answer-offer':
      await answerOffer(doing, { merchant: act.merchant, answer: act.answer, not: act.not || undefined });
      return `${back}#offers`;
  }
}

export async function takeBackTieOf({ actor, now }: Acting, tie: { mall: string; merchant: string }): Promise<void> {
  const mall = mallsAbout(actor).includes(tie.mall) ? await findMallById(tie.mall, now) : null;
  if (!mall) throw notFound();
  await takeBackTie({ mall, actor, now }, tie.merchant);
}
