import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type Actor, isOperator, officesOf } from './actor.ts';
import { actorOf, findAccount, type KnownAccount } from './actors.server.ts';
import { findMall, type KnownMall } from './malls.server.ts';
import { takePoint } from './limits.server.ts';
import { holds, type Permission } from './permissions.ts';
import { findSession } from './sessions.server.ts';

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
}
export interface SignedIn extends Visitor {
  actor: Actor;
  known: KnownAccount;
}
export interface InMallContext extends SignedIn {
  mall: KnownMall;
}

/** The one "no" of the house towards strangers: it never says whether the thing exists. */
export function notFound(): Response {
  return new Response(null, { status: 404 });
}

/** The permission a loader or action was declared with; the access test reads it. */
const declared = new WeakMap<object, Permission | 'signed-in' | 'anyone'>();
export function permissionOf(handler: object): Permission | 'signed-in' | 'anyone' | undefined {
  return declared.get(handler);
}

async function visitor(args: Args): Promise<Visitor> {
  const { request, params, context } = args;
  const now = new Date();
  const session = await findSession(request.headers.get('Cookie'), now);
  const known = session && session.device !== 'pending' ? await findAccount(session.account, now) : null;
  const names = known?.names ?? {};
  const actor = session && known ? actorOf(known, session.id, names.zh ?? names.ug ?? names.kk ?? names.ru ?? names.en ?? '') : null;
  return { request, params, context, now, actor, known, shared: session?.device === 'shared' };
}

function requireSignedIn(found: Visitor): SignedIn {
  if (found.actor && found.known) return found as SignedIn;
  const url = new URL(found.request.url);
  const next = url.pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/') + url.search.replace(/[?&]_routes=[^&]*/, '');
  throw redirect(found.request.method === 'GET' ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in');
}

/** A person's hands are slower than this; a script is told to wait. */
async function requirePatience({ request, actor }: SignedIn): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const seconds = await takePoint('write', actor.account);
  if (seconds > 0) throw new Response(null, { status: 429, headers: { 'Retry-After': String(seconds) } });
}

/** Who is signed in, and not writing faster than anybody can. */
async function member(args: Args): Promise<SignedIn> {
  const found = requireSignedIn(await visitor(args));
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
    if (!mall || !holds(context.actor, can, mall._id)) throw notFound();
    return handler({ ...context, mall });
  };
  declared.set(guarded, can);
  return guarded;
}

/** A page of an office (`params.office` is its id) for its own officials. */
export function atOffice<R>(handler: (context: SignedIn & { office: string }) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => {
    const context = await member(args);
    const office = String(args.params.office);
    if (!officesOf(context.actor).includes(office)) throw notFound();
    return handler({ ...context, office });
  };
  declared.set(guarded, 'office:read');
  return guarded;
}

/** A page of the installation, for its operators; it belongs to no mall. */
export function forOperators<R>(handler: (context: SignedIn) => R | Promise<R>) {
  const guarded = async (args: Args): Promise<R> => {
    const context = await member(args);
    if (!isOperator(context.actor)) throw notFound();
    return handler(context);
  };
  declared.set(guarded, 'house:operate');
  return guarded;
}
