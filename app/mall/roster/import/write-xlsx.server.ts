import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Text, a number to reckon with, or a figure that isn't one (`<5`, `10–14`) and reads from left to right in every sheet. */
export type SheetCell = string | number | { figure: string };

export interface SheetWish {
  name: string;
  rows: readonly (readonly SheetCell[])[];
  rightToLeft: boolean;
  /** Long texts go on in their own cell. */
  wraps?: boolean;
  /** Widths of the columns in characters. */
  widths: readonly number[];
  /** Cells of a column that are chosen from a list: values in the first column of the second sheet. */
  choices?: { column: number; from: string; count: number };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[<>&"]/g, (mark: string) => `&#${mark.charCodeAt(0)};`);

const letterOf = (column: number): string => (column < 26 ? '' : letterOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const TEXT = 'numFmtId="49" applyNumberFormat="1" quotePrefix="1"';
const HEADING = 'numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"';
const aligned = (how: string, alignment: string): string => `<xf ${how} applyAlignment="1"><alignment ${alignment}/></xf>`;
/**
 * Places in this list are the numbers of styles: text (numbers keep their zeros, signs begin no formula), heading, number, figure;
 * then text and heading that read from right to left whatever they begin with, and text that wraps, both ways.
 */
const CELLS = [
  '<xf/>',
  `<xf ${TEXT}/>`,
  `<xf ${HEADING}/>`,
  '<xf numFmtId="1" applyNumberFormat="1"/>',
  aligned(TEXT, 'horizontal="right" readingOrder="1"'),
  aligned(TEXT, 'readingOrder="2"'),
  aligned(HEADING, 'readingOrder="2"'),
  aligned(TEXT, 'vertical="top" wrapText="1"'),
  aligned(TEXT, 'vertical="top" wrapText="1" readingOrder="2"'),
];
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${CELLS.length}">${CELLS.join('')}</cellXfs></styleSheet>`;
const styleOf = ({ rightToLeft, wraps }: SheetWish, heading: boolean): number => (heading ? (rightToLeft ? 6 : 2) : wraps ? (rightToLeft ? 8 : 7) : rightToLeft ? 5 : 1);

function cellXml(cell: SheetCell, at: string, textStyle: number): string {
  if (cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}" s="3"><v>${cell}</v></c>`;
  const [text, style] = typeof cell === 'string' ? [cell, textStyle] : [cell.figure, 4];
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** Chinese signs take two places. */
const placesOf = (text: string): number => text.replace(/[\u2e80-\uffff]/g, '  ').length;
const LINE = 15.75;

/** Not every reader reckons for itself how high a row of wrapped text is. */
function heightOf(row: readonly SheetCell[], { wraps, widths }: SheetWish): string {
  const lines = wraps ? Math.max(...row.map((cell, column) => (typeof cell === 'string' ? Math.ceil(placesOf(cell) / (widths[column] ?? 10)) : 1))) : 1;
  return lines > 1 ? ` ht="${lines * LINE}" customHeight="1"` : '';
}

function sheetXml(sheet: SheetWish): string {
  const { rows, rightToLeft, widths, choices } = sheet;
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${styleOf(sheet, false)}" customWidth="1"/>`).join('');
  const cells = rows.map((row, at) => `<row r="${at + 1}"${heightOf(row, sheet)}>${row.map((cell, column) => cellXml(cell, `${letterOf(column)}${at + 1}`, styleOf(sheet, at === 0))).join('')}</row>`);
  const validation = choices
    ? `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="${letterOf(choices.column)}2:${letterOf(choices.column)}10001"><formula1>'${escaped(choices.from)}'!$A$2:$A$${choices.count + 1}</formula1></dataValidation></dataValidations>`
    : '';
  const view = `<sheetViews><sheetView workbookViewId="0"${rightToLeft ? ' rightToLeft="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  // Printed as wide as a sheet of A4.
  const [fits, paper] = ['<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', '<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0"/>'];
  return `${HEAD}<worksheet xmlns="${MAIN}">${fits}${view}<cols>${columns}</cols><sheetData>${cells.join('')}</sheetData>${validation}${paper}</worksheet>`;
}

/** A workbook without formulas: its cells are text, or numbers that the house reckoned itself. */
export async function writeXlsx(sheets: readonly SheetWish[]): Promise<Buffer> {
  const ids = sheets.map((_sheet, at) => at + 1);
  const files: [string, string][] = [
    ['[Content_Types].xml', `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`],
    ['_rels/.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escaped(name).slice(0, 31)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${ids.map((id) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rIdS" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
  ];
  const zip = new ZipFile();
  for (const [name, text] of files) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}
