import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const HEADINGS = ['Subjects', 'Offered, not met', 'What a visit stores', 'Speaking about others', 'Ladders', 'The office apart', 'Figures', 'Looks', 'Words', 'Keeping', 'What leaves the house', 'Accounts', 'Without a phone', 'Refused, in words'];

it('every heading of the rules of rights has its tests, and each file that docs/security.md names is there', () => {
  const table = readFileSync('docs/security.md', 'utf8').split('## Which tests hold')[1]?.split('\n## ')[0] ?? '';
  const rows = new Map([...table.matchAll(/^\| ([^|]+) \| ([^|]*`[^|]+) \|$/gm)].map(([, heading = '', files = '']) => [heading, [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)]));
  expect([...rows.keys()]).toEqual(HEADINGS);
  for (const [heading, files] of rows) expect([heading, files.filter((file) => !existsSync(file))]).toEqual([heading, []]);
});
