import { pino, type DestinationStream, type Logger } from 'pino';
import { singleton } from './singleton.server.ts';

/** What never belongs into a log, should somebody pass an object that holds it. */
const HIDDEN = ['password', 'pin', 'token', 'code', 'cookie', 'authorization', 'name', 'userName', 'phone', 'text', 'words', 'body', 'query', 'url', 'ip'];
const paths = HIDDEN.flatMap((field) => [field, `*.${field}`]);

/** Lines of JSON without personal data: routes by their pattern, errors by their type and place. */
export function makeLog(level: string, to?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths, remove: true }, serializers: { err: describeError } };
  return to ? pino(options, to) : pino(options);
}

/** An error without its message where that may quote what somebody typed (validation, duplicate key). */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const quotes = ['ValidationError', 'CastError', 'MongoServerError', 'MongoBulkWriteError', 'StrictModeError', 'ZodError'].includes(error.name);
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code, message: quotes ? undefined : error.message, at: stack.slice(0, 12).map((line) => line.trim()) };
}

export function log(): Logger {
  return singleton('log', () => makeLog(process.env.LOG_LEVEL ?? 'info'));
}
