import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { isDatabaseAway } from '#app/platform/database.server.ts';
import { log } from '#app/platform/log.server.ts';

/**
 * `handleError` of entry.server: every error of a loader, an action or the rendering passes here once.
 * Logged by type and place only; a missing database turns the answer into a 503 with Retry-After.
 */
export function noteError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  if (isDatabaseAway(error)) context.away = true;
  else log().error({ err: error, request: context.requestId }, 'route failed');
}
