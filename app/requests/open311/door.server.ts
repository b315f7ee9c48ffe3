import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage, type Language } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { bodyOf, type DoorFormat, errorsBody, formatOf, mediaTypeOf, type Value } from '#app/platform/door-answers.ts';
import { formValues } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { findMall, findMallById, type KnownMall, listMallIds } from '#app/platform/malls.server.ts';
import { type Reason, Refusal } from '#app/platform/refusal.ts';
import { DoorError } from './door-error.ts';

/** What is asked for at an address of the API. */
export interface DoorQuestion {
  /** Of the address and of the form, which wins. */
  fields: Record<string, string>;
  /** Attributes of a report by their code. */
  attributes: Record<string, string>;
  /** The word that the address ends in. */
  id: string;
  language: Language;
  ip: string;
  now: Date;
}
export interface MallQuestion extends DoorQuestion {
  mall: KnownMall;
}

/** What is answered: how XML calls it, and what it is. A file goes as it is. */
export type DoorAnswer = { root: string; value: Value; status?: number } | Response;

const ATTRIBUTE = /^attribute\[([\w-]{1,60})\](?:\[\])?$/;

async function fieldsOf(request: Request): Promise<Pick<DoorQuestion, 'fields' | 'attributes'>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const form = request.method === 'POST' ? await request.formData().catch(() => null) : new FormData();
  if (!form) throw new DoorError(400, 'The body couldn’t be read as a form.');
  const fields = { ...query, ...formValues(form) };
  const attributes = Object.entries(fields).flatMap(([name, value]) => {
    const code = ATTRIBUTE.exec(name)?.[1];
    return code ? [[code, value] as const] : [];
  });
  return { fields, attributes: Object.fromEntries(attributes) };
}

/** The mall of `jurisdiction_id`, its address; where this house has one mall only, it needn't be said. */
async function jurisdictionOf(said: string | undefined, now: Date): Promise<KnownMall> {
  if (said) {
    const mall = said.length <= 80 ? await findMall(said, now) : null;
    if (!mall) throw new DoorError(404, 'No jurisdiction has this jurisdiction_id.');
    return mall;
  }
  const [only, another] = await listMallIds();
  const mall = only && !another ? await findMallById(only, now) : null;
  if (!mall) throw new DoorError(400, 'jurisdiction_id was not provided.');
  return mall;
}

/** `lang` chooses the words, as far as the mall offers the language; else `Accept-Language`. */
function languageOf(request: Request, said: string | undefined, mall?: KnownMall): Language {
  const offered = mall?.languages.filter(isLanguage);
  if (isLanguage(said) && (offered?.includes(said) ?? true)) return said;
  return detectLanguage(request, { offered });
}

const sentenceOf = (language: Language, { key, params }: Reason): string => String(getT(language, ['common', 'requests', 'doors'])(key as 'form.required', { ...params } as never));

/** @param refused status of a "no" of the house's own rules */
export function errorAnswer(format: DoorFormat, error: unknown, language: Language, refused = 400): Response {
  if (error instanceof DoorError) {
    const headers = { 'Content-Type': mediaTypeOf(format), ...(error.retryAfter ? { 'Retry-After': String(error.retryAfter) } : {}) };
    return new Response(errorsBody(format, error.code, error.message), { status: error.code, headers });
  }
  if (error instanceof Refusal) return errorAnswer(format, new DoorError(refused, sentenceOf(language, error.reason)), language);
  throw error;
}

function answerOf(format: DoorFormat, answer: DoorAnswer, language: Language): Response {
  if (answer instanceof Response) return answer;
  return new Response(bodyOf(format, answer.root, answer.value), { status: answer.status ?? 200, headers: { 'Content-Type': mediaTypeOf(format), 'Content-Language': language, Vary: 'Accept-Language' } });
}

/** One address of the API that needs no mall; whoever comes too often is told to wait. Every "no" is in the format that was asked for. */
export function openDoor(work: (question: DoorQuestion, request: Request) => DoorAnswer | Promise<DoorAnswer>) {
  return openToAnyone(async ({ request, params, context, now }) => {
    const path = new URL(request.url).pathname;
    const format = formatOf(path) ?? 'json';
    let language = languageOf(request, undefined);
    try {
      const seconds = await takePoint('door-read', context.ip ?? '', now);
      if (seconds > 0) throw new DoorError(429, 'Too many requests. Please wait.', seconds);
      const asked = await fieldsOf(request);
      language = languageOf(request, asked.fields.lang);
      return answerOf(format, await work({ ...asked, id: (params.code ?? '').replace(/\.(json|xml)$/, ''), language, ip: context.ip ?? '', now }, request), language);
    } catch (error) {
      return errorAnswer(format, error, language);
    }
  });
}

/** One address of the API about one mall. */
export function openMallDoor(work: (question: MallQuestion) => DoorAnswer | Promise<DoorAnswer>) {
  return openDoor(async (question, request) => {
    const mall = await jurisdictionOf(question.fields.jurisdiction_id, question.now);
    return work({ ...question, mall, language: languageOf(request, question.fields.lang, mall) });
  });
}
