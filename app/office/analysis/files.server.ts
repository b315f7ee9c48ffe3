import { detectLanguage } from '#app/i18n/detect.server.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { reportFile } from '../report/paper-answers.server.ts';
import type { WeekCount } from './shown-weeks.ts';
import type { AnalysisView } from './view.ts';
import { analysisPaper } from './words.server.ts';

interface Looked {
  /** Null: all malls of the office. */
  mall: KnownMall | null;
  view: AnalysisView;
  count: WeekCount;
  name: string;
  page: string;
}

/** What is looked at as a sheet in the reader's language; whoever looks before there are figures gets the page, which says so. */
export function analysisFile(request: Request, { mall, view, count, name, page }: Looked): Promise<Response> {
  const language = detectLanguage(request);
  const title = `${getT(language, ['report'])('report:analysis.title')}, ${getFormats(language).formatUnit(count, 'week')}`;
  const paper = view.parts.length > 0 ? analysisPaper(mall, view, language, title) : null;
  return reportFile(request, { paper, name: `${name}-${count}-weeks-${language}`, page });
}
