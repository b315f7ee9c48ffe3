import { redirect } from '@remix-run/node';
import { findPdfBrowser, PdfProblem } from '#app/platform/pdf.server.ts';
import { asDownload, type ReportFormat, reportPdf, reportSheets } from './files.server.ts';
import type { Paper } from './paper.ts';

/** What the page of a report shows. */
export interface ReportView {
  paper: Paper | null;
  /** Whether this machine can make a PDF; else the page says how to print. */
  pdf: boolean;
  /** A PDF was asked for and didn't come. */
  failed: boolean;
}

export function reportView(request: Request, paper: Paper | null): ReportView {
  return { paper, pdf: findPdfBrowser() !== null, failed: new URL(request.url).searchParams.has('pdf') };
}

interface AskedFile {
  paper: Paper | null;
  /** Of the file, without its ending. */
  name: string;
  /** Where the report is a page, and whoever gets no file is told why. */
  page: string;
}

/** The report as a file; who can't have it gets the page, which says why and how to print. */
export async function reportFile(request: Request, { paper, name, page }: AskedFile): Promise<Response> {
  if (!paper) return redirect(page);
  const format: ReportFormat = new URL(request.url).pathname.endsWith('.pdf') ? 'pdf' : 'xlsx';
  if (format === 'xlsx') return asDownload(name, format, await reportSheets(paper));
  try {
    return asDownload(name, format, await reportPdf(paper));
  } catch (error) {
    if (error instanceof PdfProblem) return redirect(`${page}${page.includes('?') ? '&' : '?'}pdf=no`);
    throw error;
  }
}
