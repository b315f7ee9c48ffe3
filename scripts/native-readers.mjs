/**
 * What still wants a native reader.
 *   node scripts/native-readers.mjs          words marked in the glossary, and files nobody has read yet
 *   node scripts/native-readers.mjs ug       a sheet of all unread texts of a language beside Chinese, Russian and English, to hand over
 * A file that was read is written into docs/native-readings.tsv (namespace, language, day); no names of readers.
 */
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'];
const rowsOf = (file) => readFileSync(new URL(file, root), 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split('\t'));

function flatten(words, path = []) {
  if (typeof words === 'string') return [[path.join('.'), words]];
  return Object.entries(words).flatMap(([key, value]) => flatten(value, [...path, key]));
}

function textsOf(language, namespace) {
  return new Map(flatten(JSON.parse(readFileSync(new URL(`locales/${language}/${namespace}.json`, root), 'utf8'))));
}

const namespaces = readdirSync(new URL('locales/en', root)).map((file) => file.replace('.json', ''));
const read = new Set(rowsOf('docs/native-readings.tsv').map(([namespace, language]) => `${namespace}/${language}`));
const unread = (language) => namespaces.filter((namespace) => !read.has(`${namespace}/${language}`));

function summary() {
  const lines = LANGUAGES.map((language) => `${language}: ${unread(language).join(', ') || 'all read'}`);
  const marked = rowsOf('docs/glossary.tsv').flatMap(([key, en, , , , , note]) => {
    const languages = /native check: ([a-z ]+)/.exec(note ?? '')?.[1]?.trim();
    return languages ? [`${key} (${en}): ${languages}`] : [];
  });
  return ['Files nobody has read yet', ...lines, '', 'Words of the glossary to be checked first', ...marked].join('\n');
}

function sheet(language) {
  const beside = ['zh', 'ru', 'en'].filter((other) => other !== language);
  const rows = unread(language).flatMap((namespace) => {
    const others = beside.map((other) => textsOf(other, namespace));
    return [...textsOf(language, namespace)].map(([key, text]) => [`${namespace}:${key}`, text, ...others.map((texts) => texts.get(key) ?? '')]);
  });
  return [['key', language, ...beside], ...rows].map((row) => row.join('\t')).join('\n');
}

const [language] = process.argv.slice(2);
if (language && !LANGUAGES.includes(language)) {
  process.stderr.write(`Choose one of ${LANGUAGES.join(', ')}. Kazakh in Arabic script is made from kk.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${language ? sheet(language) : summary()}\n`);
}
