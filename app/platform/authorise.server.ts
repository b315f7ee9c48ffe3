import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type Actor, isOperator, officesOf } from './actor.ts';
import { actorOf, findAccount, type KnownAccount } from './actors.server.ts';
import { findMall, type KnownMall } from './malls.server.ts';
import { isFresh, isHeld, needsSecondFactor } from './proof.ts';
import { lineMark, noteSecurity } from './security-log.server.ts';
import { takePoint } from './limits.server.ts';
import { holds, type Permission } from './permissions.ts';
import { findSession, type OpenSession } from './sessions.server.ts';

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** What every handler of a route gets besides Remix's own. `now` is the one moment of this request. */
export interface Visitor {
  request: Request;
  params: Args['params'];
  context: Args['context'];
  now: Date;
  actor: Actor | null;
  known: KnownAccount | null;
  /** A phone that several people share locks after two minutes: nothing on it reads by itself. */
  shared: boolean;
  session: OpenSession | null;
  /** Somebody whose capacities need a second factor, on a session without one: nothing opens but the way to show it. */
  held: boolean;
}
export interface SignedIn extends Visitor {
  actor: Actor;
  known: KnownAccount;
  session: OpenSession;
}
export interface InMallContext extends SignedIn {
  mall: KnownMall;
}

/** The one "no" of the house towards strangers: it never says whether the thing exists. */
export function notFound(): Response {
  return new Response(null, { status: 404 });
}

/** The same "no", for whoever may not: the log tells it from what isn't there. */
function notAllowed({ actor, context, now }: SignedIn, permission: Permission): Response {
  noteSecurity('not-allowed', { why: permission, account: actor.account, request: context.requestId }, now);
  return notFound();
}

/** The permission a loader or action was declared with; the access test reads it. */
const declared = new WeakMap<object, Permission | 'signed-in' | 'anyone'>();
export function permissionOf(handler: object): Permission | 'signed-in' | 'anyone' | undefined {
  return declared.get(handler);
}

async function visitor(args: Args, { atTheDoor = false } = {}): Promise<Visitor> {
  const { request, params, context } = args;
  const now = new Date();
  const session = await findSession(request.headers.get('Cookie'), now);
  const known = session && session.device !== 'pending' ? await findAccount(session.account, now) : null;
  const names = known?.names ?? {};
  const actor = session && known ? actorOf(known, session.id, names.zh ?? names.ug ?? names.kk ?? names.ru ?? names.en ?? '') : null;
  const held = known !== null && session !== null && isHeld(known, session);
  const found = { request, params, context, now, known, session, shared: session?.device === 'shared', held };
  if (known) context.who = lineMark(known.account, now);
  return { ...found, actor: held && !atTheDoor ? null : actor };
}

/** With the way back to here, where here is a page. */
function leadTo(path: string, request: Request): Response {
  const url = new URL(request.url);
  const next = url.pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/') + url.search.replace(/[?&]_routes=[^&]*/, '');
  return redirect(request.method === 'GET' ? `${path}?next=${encodeURIComponent(next)}` : path);
}

/** Where somebody shows the second factor that her capacities need, or sets one up. */
export const secondFactorPath = ({ guarded, memberships }: KnownAccount): string => (guarded ? '/me/confirm' : needsSecondFactor(memberships) ? '/me/second-factor' : '/me/phone');

function requireSignedIn(found: Visitor): SignedIn {
  if (found.actor && found.known) return found as SignedIn;
  throw leadTo(found.held && found.known ? secondFactorPath(found.known) : '/sign-in', found.request);
}

/**
 * What could lock a person out or let somebody else in (factors, password, sessions elsewhere) opens only to whom showed
 * herself in the last ten minutes.
 * @throws a redirect to where she does
 */
export function requireFresh({ session, known, request, now }: SignedIn): void {
  if (!isFresh(session, known.guarded, now)) throw leadTo('/me/confirm', request);
}

/**
 * A phone that several people share asks each time for My record and for what is confidential: for one thing, for two minutes.
 * @param what `record`, or the number of a request
 * @throws a redirect to where the PIN or the password is asked for
 */
export function requireAsked({ session, request, now }: SignedIn, what: string): void {
  if (session.device !== 'shared' || (session.asked?.what === what && session.asked.until > now)) return;
  const { pathname } = new URL(request.url);
  throw redirect(`/me/unlock?what=${encodeURIComponent(what)}&next=${encodeURIComponent(pathname.replace(/\.data$/, ''))}`);
}

/** A person's hands are slower than this; a script is told to wait. */
async function requirePatience({ request, actor }: SignedIn): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const seconds = await takePoint('write', actor.account);
  if (seconds > 0) throw new Response(null, { status: 429, headers: { 'Retry-After': String(seconds) } });
}

/** Who is signed in, and not writing faster than anybody can. */
async function member(args: Args, how: { atTheDoor?: boolean } = {}): Promise<SignedIn> {
  const found = requireSignedIn(await visitor(args, how));
  await requirePatience(found);
  return found;
}

/** A page for everybody, signed in or not. */
export function openToAnyone<R>(handler: (visitor: Visitor) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => handler(await visitor(args));
  declared.set(guarded, 'anyone');
  return guarded;
}

/** A page of the person's own, over all malls. */
export function signedIn<R>(handler: (context: SignedIn) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => handler(await member(args));
  declared.set(guarded, 'signed-in');
  return guarded;
}

/**
 * A page or action of one mall (`params.mall` is its slug): signed out goes to the sign-in; a mall that isn't there,
 * isn't one's own, or a permission one doesn't hold in it, are the same 404.
 */
export function authorised<R>({ can }: { can: Permission }, handler: (context: InMallContext) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => {
    const context = await member(args);
    const mall = await findMall(String(args.params.mall), context.now);
    if (!mall) throw notFound();
    if (!holds(context.actor, can, mall._id)) throw notAllowed(context, can);
    return handler({ ...context, mall });
  };
  declared.set(guarded, can);
  return guarded;
}

/** Signed in, but the second factor may still be missing: the pages where it is shown or set up, and nothing else. */
export function atTheDoor<R>(handler: (context: SignedIn) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => handler(await member(args, { atTheDoor: true }));
  declared.set(guarded, 'signed-in');
  return guarded;
}

/** A page of an office (`params.office` is its id) for its own officials. */
export function atOffice<R>(handler: (context: SignedIn & { office: string }) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => {
    const context = await member(args);
    const office = String(args.params.office);
    if (!officesOf(context.actor).includes(office)) throw notAllowed(context, 'office:read');
    return handler({ ...context, office });
  };
  declared.set(guarded, 'office:read');
  return guarded;
}

/** A page of the installation, for its operators; it belongs to no mall. */
export function forOperators<R>(handler: (context: SignedIn) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => {
    const context = await member(args);
    if (!isOperator(context.actor)) throw notAllowed(context, 'house:operate');
    return handler(context);
  };
  declared.set(guarded, 'house:operate');
  return guarded;
}
