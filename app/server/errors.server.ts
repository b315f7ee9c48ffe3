import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { isDatabaseAway } from '#app/platform/database.server.ts';
import { log } from '#app/platform/log.server.ts';

/**
 * `handleError` of entry.server: every error of a loader, an action or the rendering passes here once.
 * Logged by type and place only; a missing database turns the answer into a 503 with Retry-After, a broken form into a 400.
 */
export function noteError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  if (isDatabaseAway(error)) context.away = true;
  else if (isUnreadableForm(error)) context.unreadable = true;
  else log().error({ err: error, request: context.requestId }, 'route failed');
}

/** What `request.formData()` says of a body that breaks off or isn't what it calls itself; undici has no class for it. */
function isUnreadableForm(error: unknown): boolean {
  return error instanceof TypeError && /FormData|form-data/.test(error.message);
}
