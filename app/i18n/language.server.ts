import { safePath } from '#app/platform/paths.ts';
import { languageCookie } from './detect.server.ts';
import { isLanguage, type Language } from './languages.ts';

type AccountLanguageHook = (request: Request, language: Language) => Promise<void>;

let setAccountLanguage: AccountLanguageHook = async () => {};

/** `routes/registries.server.ts` says how a signed-in person's account takes the language; this room knows no accounts. */
export function onLanguageChosen(hook: AccountLanguageHook): void {
  setAccountLanguage = hook;
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
  return { to: safePath(form.get('next')), headers };
}
