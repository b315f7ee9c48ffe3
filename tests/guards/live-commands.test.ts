import { expect, it } from 'vitest';
import { readSources } from './imports.ts';

/** Acts that open pages hear of by what they call: each of these publishes. */
const TELLERS = /\bpublish[A-Z]?\w*\(|\bnotify(Each)?\(|\bkeepGrids\(|\bopenRequest(In)?\(|\bwriteVisits\(|\btakeEffect\(/;

/** Files whose commands tell nobody, because nobody else looks at what they change. */
const SILENT: Record<string, string> = {
  'app/requests/parts/slip.server.ts': 'a slip shows on the page that answers, and nowhere else',
  'app/requests/saved-filters.server.ts': 'a filter is its owner’s alone, on the page that answers',
  'app/requests/outgoing/keys.server.ts': 'a secret shows once, on the page that answers',
  'app/notices/push/robot.server.ts': 'what a robot was sent shows nowhere in the mall',
  'app/notices/push/choosing.server.ts': 'a device’s own channels, on the page that answers',
  'app/accounts/sessions/commands.server.ts': 'sessions that ended are sent away by the sessions themselves',
  'app/routes/sign-in.server.ts': 'nobody looks at somebody signing in',
  'app/visits/paper/commands.server.ts': 'a printed sheet is with whoever printed it',
  'app/mall/roster/import/checking.server.ts': 'a check is its officer’s, on the page that answers',
};

it('every command tells the pages on which its change shows, or says here why none does', () => {
  const writing = readSources('app').filter(({ path, source }) => path.endsWith('.server.ts') && /\brunCommand\(/.test(source) && !path.endsWith('platform/command.server.ts'));
  const silent = writing.filter(({ source }) => !TELLERS.test(source)).map(({ path }) => path);
  expect(silent.filter((path) => !SILENT[path])).toEqual([]);
  expect(Object.keys(SILENT).filter((path) => !silent.includes(path))).toEqual([]);
});
