/**
 * What pages use of i18next and react-i18next, for the browser: 1.5 kB instead of 19. `vite.config.ts` puts it in the place of both
 * packages in the client's build; server, tests and types keep the real ones, and `lean.test.ts` holds that both say the same.
 * It knows namespaces, nested keys, plurals of `count`, `{{values}}` and, in `Trans`, flat tags. No nesting, contexts or formats.
 */
import { cloneElement, createContext, Fragment, type ReactElement, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';

type Tree = { [key: string]: string | Tree };
type Params = Record<string, unknown>;
export type LeanT = (key: string, params?: Params) => string;

const SHARED = 'common';
const RTL_SCRIPTS = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/** Browsers answer for Uyghur and Kazakh by their own language; both have one and other (CLDR). */
function categoryOf(language: string, count: number): string {
  if (/^(ug|kk)\b/.test(language)) return count === 1 ? 'one' : 'other';
  return new Intl.PluralRules(language).select(count);
}

function find(tree: Tree | undefined, path: string): string | undefined {
  const found = path.split('.').reduce<string | Tree | undefined>((at, step) => (typeof at === 'object' ? at[step] : undefined), tree);
  return typeof found === 'string' ? found : undefined;
}

function fill(text: string, params: Params): string {
  return text.replace(/\{\{\s*(.+?)\s*\}\}/g, (_whole, name: string) => String(params[name] ?? ''));
}

/** The words of a language that are here, and how the others come. */
export class Words {
  language: string;
  private readonly fetchWords: (language: string, namespace: string) => Promise<Tree>;
  private readonly trees = new Map<string, Tree>();
  private readonly coming = new Map<string, Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private readonly used = new Set<string>();

  constructor(language: string, fetchWords: (language: string, namespace: string) => Promise<Tree>) {
    this.language = language;
    this.fetchWords = fetchWords;
  }

  /** Each file is fetched once. A file that didn't come rejects every time: the page's error boundary says so. */
  load(namespaces: readonly string[], language = this.language): Promise<unknown> {
    return Promise.all(
      namespaces.map((namespace) => {
        this.used.add(namespace);
        const name = `${language}/${namespace}`;
        const come = this.coming.get(name) ?? this.fetchWords(language, namespace).then((tree) => void this.trees.set(name, tree));
        this.coming.set(name, come);
        return come;
      }),
    );
  }

  getResourceBundle(language: string, namespace: string): Tree | undefined {
    return this.trees.get(`${language}/${namespace}`);
  }

  has(namespace: string): boolean {
    return this.trees.has(`${this.language}/${namespace}`);
  }

  async changeLanguage(language: string): Promise<void> {
    await this.load([...this.used], language);
    this.language = language;
    for (const tell of this.listeners) tell();
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** `t` of this language for keys of these namespaces; a key may name its own (`visits:day.title`). A missing text is its key. */
  getFixedT(namespaces: readonly string[]): LeanT {
    const { language } = this;
    return (fullKey, params = {}) => {
      const [, own, key = fullKey] = /^([\w-]+):(.+)$/.exec(fullKey) ?? [];
      const { count } = params;
      const forms = typeof count === 'number' ? [...(count === 0 ? ['_zero'] : []), `_${categoryOf(language, count)}`, ''] : [''];
      for (const namespace of [...(own ? [own] : namespaces), SHARED]) {
        for (const form of forms) {
          const text = find(this.getResourceBundle(language, namespace), key + form);
          if (text !== undefined) return fill(text, params);
        }
      }
      return key;
    };
  }
}

const WordsContext = createContext<Words | null>(null);

export function I18nextProvider({ i18n, children }: { i18n: Words; children: ReactNode }) {
  return <WordsContext.Provider value={i18n}>{children}</WordsContext.Provider>;
}

/** Suspends until the namespaces are here; fails to the error boundary when they can't be fetched. */
export function useTranslation(namespace: string | readonly string[] = SHARED) {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no words around this page');
  const language = useSyncExternalStore(words.subscribe, () => words.language, () => words.language);
  const asked = [namespace].flat().join();
  const missing = asked.split(',').filter((name) => !words.has(name));
  if (missing.length > 0) throw suspend(words, missing);
  const t = useMemo(() => words.getFixedT(asked.split(',')), [words, language, asked]);
  return { t, i18n: words, ready: true };
}

const failures = new WeakMap<Words, Map<string, unknown>>();

/** A promise that never rejects, so that React comes back; then the failure itself is thrown. */
function suspend(words: Words, missing: readonly string[]): unknown {
  const failed = failures.get(words) ?? new Map<string, unknown>();
  failures.set(words, failed);
  const name = `${words.language}/${missing.join()}`;
  if (failed.has(name)) return failed.get(name);
  return words.load(missing).catch((error: unknown) => void failed.set(name, error));
}

interface TransProps {
  t: LeanT;
  i18nKey: string;
  count?: number;
  values?: Params;
  components: Record<string, ReactElement>;
}

/** A sentence with flat tags, each an element of `components`. */
export function Trans({ t, i18nKey, count, values, components }: TransProps) {
  const sentence = t(i18nKey, { ...values, ...(count === undefined ? {} : { count }) });
  return (
    <>
      {sentence.split(/(<(?:\w+)>.*?<\/\w+>)/g).map((piece, at) => {
        const [, tag = '', inside] = /^<(\w+)>(.*)<\/\w+>$/.exec(piece) ?? [];
        const element = components[tag];
        return element ? cloneElement(element, { key: at }, inside) : <Fragment key={at}>{piece}</Fragment>;
      })}
    </>
  );
}

/** By the script that a language is most likely written in. */
function dir(language: string): 'ltr' | 'rtl' {
  try {
    return RTL_SCRIPTS.includes(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}

export default { dir };
