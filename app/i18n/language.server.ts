import { languageCookie } from './detect.server.ts';
import { isLanguage, type Language } from './languages.ts';

type AccountLanguageHook = (request: Request, language: Language) => Promise<void>;

let setAccountLanguage: AccountLanguageHook = async () => {};

/** `routes/registries.server.ts` says how a signed-in person's account takes the language; this room knows no accounts. */
export function onLanguageChosen(hook: AccountLanguageHook): void {
  setAccountLanguage = hook;
}

/** An address of this portal to go back to. Parsed as a browser would, so that `//evil`, `/\evil` and `https:evil` end at home. */
export function safeRedirect(target: unknown, fallback = '/'): string {
  if (typeof target !== 'string' || !target.startsWith('/')) return fallback;
  const here = 'http://here.invalid';
  try {
    const url = new URL(target, here);
    return url.origin === here ? url.pathname + url.search + url.hash : fallback;
  } catch {
    return fallback;
  }
}

/** Where to go, and the cookie; an unknown language changes nothing. */
export async function rememberLanguage(request: Request): Promise<{ to: string; headers: Headers }> {
  const form = await request.formData();
  const language = form.get('language');
  const headers = new Headers();
  if (isLanguage(language)) {
    headers.append('Set-Cookie', languageCookie(language, { secure: new URL(request.url).protocol === 'https:' }));
    await setAccountLanguage(request, language);
  }
  return { to: safeRedirect(form.get('redirectTo')), headers };
}
