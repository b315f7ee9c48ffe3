import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandKey } from '#app/record/entries.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { readSources } from './imports.ts';

/** Names of commands as they stand in files that write: `visit:record`, and `request:<type>` for the engine's closed list. */
function commandNames(): string[] {
  const writing = readSources('app').filter(({ path, source }) => path.endsWith('.server.ts') && /\b(runCommand|actOnVisit|aboutShop)\b/.test(source));
  const literals = writing.flatMap(({ source }) => [...source.matchAll(/'([a-z]+:[a-zA-Z-]+)'/g)].map(([, name]) => name!));
  // Events are noun:past, and Node's own modules begin with node:.
  const named = literals.filter((name) => !/^node:|:([a-z-]+ed|sent|withdrawn|cut)$/.test(name));
  const engine = readFileSync('app/requests/engine/commands.ts', 'utf8');
  const types = [...engine.matchAll(/\{ type: '(\w+)'/g)].map(([, type]) => `request:${type}`);
  return [...new Set([...named, ...types])].sort();
}

describe('RIGHTS: Subjects', () => {
  it('every command has its sentence on My record, in all languages', () => {
    const names = commandNames();
    expect(names).toEqual(expect.arrayContaining(['visit:record', 'request:handUp', 'session:start', 'record:erase', 'tie:declare']));
    for (const language of CONTENT_LANGUAGES) {
      const words = JSON.parse(readFileSync(`locales/${language}/record.json`, 'utf8')) as { command: Record<string, string> };
      const missing = names.filter((name) => !words.command[commandKey(name).slice('command.'.length)]);
      expect([language, missing]).toEqual([language, []]);
    }
  });
});
