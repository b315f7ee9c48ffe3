import { redirect } from '@remix-run/node';
import type { Language } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { findPdfBrowser, PdfProblem } from '#app/platform/pdf.server.ts';
import { asDownload, type ReportFormat, reportPdf, reportSheets } from './files.server.ts';
import type { Paper, ReleasedRound } from './paper.ts';
import { paperOf } from './words.server.ts';

interface Asked {
  mall: KnownMall;
  round: ReleasedRound | null;
  /** Where the report is a page, and whoever gets no file is told why. */
  page: string;
  language: Language;
  now: Date;
}

/** What the page of a report shows. */
export interface ReportView {
  paper: Paper | null;
  /** Whether this machine can make a PDF; else the page says how to print. */
  pdf: boolean;
  /** A PDF was asked for and didn't come. */
  failed: boolean;
}

export function reportView(request: Request, { mall, round, language, now }: Omit<Asked, 'page'>): ReportView {
  return { paper: round && paperOf(mall, round, language, now), pdf: findPdfBrowser() !== null, failed: new URL(request.url).searchParams.has('pdf') };
}

/** The report as a file; who can't have it gets the page, which says why and how to print. */
export async function roundReport(request: Request, { mall, round, page, language, now }: Asked): Promise<Response> {
  if (!round) return redirect(page);
  const format: ReportFormat = new URL(request.url).pathname.endsWith('.pdf') ? 'pdf' : 'xlsx';
  const paper = paperOf(mall, round, language, now);
  const name = `round-${round.opensOn}-${language}`;
  if (format === 'xlsx') return asDownload(name, format, await reportSheets(paper));
  try {
    return asDownload(name, format, await reportPdf(paper));
  } catch (error) {
    if (error instanceof PdfProblem) return redirect(`${page}${page.includes('?') ? '&' : '?'}pdf=no`);
    throw error;
  }
}
