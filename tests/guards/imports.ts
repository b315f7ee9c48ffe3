import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** `app/mall/rules.ts` */
  path: string;
  source: string;
  /** Paths inside the house (`app/…`, `models/…`, `locales/…`, `tests/…`), and names of packages as they are. */
  imports: string[];
  /** Those of them that leave something at run time: not `import type`. */
  valueImports: string[];
}

const INSIDE = /^#(app|models|locales|tests)\//;

function resolved(from: string, specifier: string): string {
  if (INSIDE.test(specifier)) return specifier.slice(1);
  return specifier.startsWith('.') ? posix.normalize(posix.join(dirname(from), specifier)) : specifier;
}

function withoutTypes(source: string): string {
  return source.replace(/^(?:import|export)\s+type\s[^;]*?from\s*['"][^'"]+['"];?/gm, '');
}

const importsOf = (path: string, source: string) => ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => resolved(path, fileName));

/** Every source file under a folder of the repository, tests apart unless asked for. */
export function readSources(folder: string, { tests = false } = {}): SourceFile[] {
  const root = join(import.meta.dirname, '../..');
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx)$/.test(name) && (tests || !/\.test\.tsx?$/.test(name)))
    .map((name) => {
      const path = posix.join(folder, name);
      const source = readFileSync(join(root, path), 'utf8');
      return { path, source, imports: importsOf(path, source), valueImports: importsOf(path, withoutTypes(source)) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
