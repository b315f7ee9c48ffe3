/** Cuts `app/components/icons.svg` from Tabler's outline set and our own marks: `node scripts/make-icons.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';

const names = /ICON_NAMES = \[(.*?)\] as const/s.exec(readFileSync('app/components/icon-names.ts', 'utf8'))?.[1].match(/[a-z0-9-]+/g) ?? [];
const pascal = (name) => name.split('-').map((part) => part[0].toUpperCase() + part.slice(1)).join('');

const symbols = await Promise.all(
  names.map(async (name) => {
    const { __iconNode: nodes } = await import(`../node_modules/@tabler/icons-react/dist/esm/icons/Icon${pascal(name)}.mjs`);
    const shapes = nodes.map(([tag, { key: _key, ...attributes }]) => `<${tag} ${Object.entries(attributes).map(([k, v]) => `${k}="${v}"`).join(' ')}/>`);
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`;
  }),
);
const marks = readFileSync('app/components/marks.svg', 'utf8').match(/<symbol[\s\S]*?<\/symbol>/g) ?? [];
writeFileSync('app/components/icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">\n${[...symbols, ...marks.map((mark) => mark.replace(/\s*\n\s*/g, ''))].join('\n')}\n</svg>\n`);
console.log(`${names.length} icons and ${marks.length} marks`);
