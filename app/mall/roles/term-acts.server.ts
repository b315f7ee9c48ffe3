import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { askDeputy } from './appointing.server.ts';
import { endTerm, handOver } from './ending.server.ts';
import { DeputySchema, EndSchema, HandOverSchema, LayDownSchema } from './schema.ts';
import type { Doing } from './terms.server.ts';

/** The forms of one term, from either of its pages; answers what was refused, or what `done` answers. */
export async function actOnTerm<R>(request: Request, doing: Doing, id: string, done: () => R) {
  const form = await request.formData();
  const { mall } = doing;
  const language = contentLanguageOf(detectLanguage(request, { offered: mall.languages.filter(isLanguage) }));
  const run = (work: Promise<unknown>) => work.then(done);
  switch (form.get('intent')) {
    case 'deputy':
      return submitForm(form, DeputySchema, (input) => run(askDeputy(doing, id, input)));
    case 'hand-over':
      return submitForm(form, HandOverSchema, (input) => run(handOver(doing, id, { ...input, language })));
    case 'lay-down':
      return submitForm(form, LayDownSchema, (input) => run(endTerm(doing, id, { ...input, language })));
    default:
      return submitForm(form, EndSchema, (input) => run(endTerm(doing, id, { ...input, language })));
  }
}
