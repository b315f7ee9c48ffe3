import { redirect } from '@remix-run/node';
import { CHALLENGE_FOR, type ChallengeFor } from '#models/challenge.server.ts';
import { notFound, openToAnyone, type Visitor } from '#app/platform/authorise.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { isFresh } from '#app/platform/proof.ts';
import { askForNewPasskey, askForPasskey } from './passkeys.server.ts';


/** What the browser is to ask a passkey, as JSON: for the script behind `PasskeyButton`, which sends the answer with an ordinary form. */
export const action = openToAnyone(async (visitor) => {
  const purpose = (await visitor.request.formData()).get('purpose') as ChallengeFor;
  if (!CHALLENGE_FOR.includes(purpose)) return redirect('/');
  if ((await takePoint('sign-in-address', visitor.context.ip ?? '')) > 0) throw new Response(null, { status: 429, headers: { 'Retry-After': '900' } });
  return optionsFor(purpose, visitor);
});

async function optionsFor(purpose: ChallengeFor, { session, known, now }: Visitor): Promise<Response> {
  if (purpose === 'sign-in') return Response.json(await askForPasskey(purpose, undefined, now));
  if (!session) throw notFound();
  if (purpose === 'second' && session.device === 'pending') return Response.json(await askForPasskey(purpose, session.account, now));
  if (purpose === 'second' || !known) throw notFound();
  if (purpose === 'confirm') return Response.json(await askForPasskey(purpose, session.account, now));
  if (!isFresh(session, known.guarded, now)) throw notFound();
  return Response.json(await askForNewPasskey(session.account, now));
}

export const loader = openToAnyone(() => redirect('/'));
