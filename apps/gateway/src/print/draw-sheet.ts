import PDFDocument from 'pdfkit';
import { Fonts } from './fonts.js';
import { columnWidths, isWide, textsOf, type Block, type Label, type Sheet } from './sheet.js';
import { wrap } from './wrap.js';

const MARGIN = 40;
const FOOT = 34;
const INK = '#111111';
const DIM = '#555555';
const LINE = '#999999';
const SHADE = '#e6e6e6';
const BLANK: Label = { zh: '（无记录，留空待填）', en: 'not on record, left blank' };
const NO_ROWS: Label = { zh: '（本期无记录）', en: 'nothing on record in this period' };
/** What the drawing itself says, so that its characters are loaded too. */
const OWN = [`${BLANK.zh} ${BLANK.en}`, `${NO_ROWS.zh} ${NO_ROWS.en}`, '另有未列出 more not listed 第页共 0123456789/'];

/** One document being drawn: a place on a page, and text in whatever part of the font has it. */
class Paper {
  private readonly doc: PDFDocument;
  private readonly widths = new Map<string, number>();
  y = MARGIN;

  constructor(private readonly fonts: Fonts, loaded: ReadonlyMap<number, Buffer>, private readonly sheet: Sheet) {
    this.doc = new PDFDocument({ size: 'A4', layout: isWide(sheet) ? 'landscape' : 'portrait', margin: 0, bufferPages: true, autoFirstPage: false, font: null, info: { Title: `${sheet.no} ${sheet.title.zh}`, Producer: 'Xunling', Creator: 'Xunling', CreationDate: sheet.at, ModDate: sheet.at } });
    for (const [part, font] of loaded) this.doc.registerFont(`part-${part}`, font);
    this.turn();
  }

  get width(): number { return this.doc.page.width - 2 * MARGIN; }
  get left(): number { return MARGIN; }

  /** Width of one line, at a size. */
  measure(text: string, size: number): number {
    let sum = 0;
    for (const run of this.fonts.runsOf(text)) {
      const key = `${run.part}|${run.text}`;
      const known = this.widths.get(key) ?? this.doc.font(`part-${run.part}`).fontSize(1000).widthOfString(run.text);
      this.widths.set(key, known);
      sum += (known / 1000) * size;
    }
    return sum;
  }

  lines(text: string, width: number, size: number): string[] { return wrap(text, width, (t) => this.measure(t, size)); }

  write(text: string, x: number, y: number, size: number, colour = INK): void {
    let at = x;
    for (const run of this.fonts.runsOf(text)) {
      this.doc.font(`part-${run.part}`).fontSize(size).fillColor(colour).text(run.text, at, y, { lineBreak: false });
      at += this.measure(run.text, size);
    }
  }

  shade(x: number, y: number, width: number, height: number): void { this.doc.rect(x, y, width, height).fill(SHADE); }
  box(x: number, y: number, width: number, height: number): void { this.doc.lineWidth(0.5).rect(x, y, width, height).stroke(LINE); }
  rule(y: number): void { this.doc.lineWidth(1).moveTo(MARGIN, y).lineTo(MARGIN + this.width, y).stroke(INK); }

  /** Makes sure that so much room is left, else turns the page; true where it was turned. */
  room(height: number): boolean {
    if (this.y + height <= this.doc.page.height - MARGIN - FOOT) return false;
    this.turn();
    return true;
  }

  private turn(): void {
    this.doc.addPage();
    this.y = MARGIN;
    if (this.sheet.banner) {
      this.write(this.sheet.banner, MARGIN, this.y, 11);
      this.box(MARGIN - 4, this.y - 3, this.width + 8, 20);
      this.y += 26;
    }
  }

  /** Feet of all pages, then the bytes. */
  async end(): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let n = 0; n < count; n++) {
      this.doc.switchToPage(n);
      const lines = this.lines(this.sheet.foot, this.width - 60, 7).slice(0, 3);
      lines.forEach((line, i) => this.write(line, MARGIN, this.doc.page.height - MARGIN - FOOT + 10 + i * 9, 7, DIM));
      this.write(`${n + 1} / ${count}`, MARGIN + this.width - 40, this.doc.page.height - MARGIN - FOOT + 10, 8, DIM);
    }
    const chunks: Buffer[] = [];
    this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    const over = new Promise((resolve, reject) => { this.doc.on('end', resolve); this.doc.on('error', reject); });
    this.doc.end();
    await over;
    return Buffer.concat(chunks);
  }
}

/** A sheet as a PDF with the characters it uses embedded. */
export async function drawSheet(sheet: Sheet, fonts: Fonts): Promise<Buffer> {
  const paper = new Paper(fonts, await fonts.load([...textsOf(sheet), ...OWN]), sheet);
  drawHead(sheet, paper);
  for (const block of sheet.blocks) drawBlock(block, paper);
  return paper.end();
}

function drawHead({ no, title, head }: Sheet, p: Paper): void {
  p.write(no, p.left, p.y, 16);
  const x = p.left + Math.max(90, p.measure(no, 16) + 16);
  p.write(title.zh, x, p.y - 1, 15);
  p.write(title.en, x, p.y + 19, 9, DIM);
  const side = head.flatMap((h) => p.lines(h, 200, 8));
  side.forEach((h, i) => p.write(h, p.left + p.width - 200, p.y + i * 11, 8, DIM));
  p.y += Math.max(36, side.length * 11 + 4);
  p.rule(p.y);
  p.y += 8;
}

function drawBlock(block: Block, p: Paper): void {
  if (block.kind === 'fields') drawFields(block.fields, p);
  else if (block.kind === 'table') drawTable(block, p);
  else {
    if (block.title) drawTitle(block.title, p);
    for (const line of p.lines(block.text, p.width, 10)) { p.room(15); p.write(line, p.left, p.y, 10); p.y += 15; }
    p.y += 6;
  }
}

/** Two fields side by side; a long one has the line to itself. */
function drawFields(fields: Extract<Block, { kind: 'fields' }>['fields'], p: Paper): void {
  const half = p.width / 2;
  const cell = (f: (typeof fields)[number], width: number) => ({ f, width, lines: p.lines(f.value ?? `${BLANK.zh} ${BLANK.en}`, width - 10, 9) });
  const rows: ReturnType<typeof cell>[][] = [];
  for (const f of fields) {
    const long = (f.value ?? '').length > 60;
    const last = rows.at(-1);
    if (!long && last?.length === 1 && last[0]!.width === half) last.push(cell(f, half));
    else rows.push([cell(f, long ? p.width : half)]);
  }
  for (const row of rows) {
    if (row.length === 1 && row[0]!.width === half) row[0] = cell(row[0]!.f, p.width);
    for (let from = 0; from === 0 || row.some((c) => from < c.lines.length);) {
      const many = Math.min(40, Math.max(...row.map((c) => c.lines.length - from)));
      const height = 18 + many * 12;
      p.room(height);
      let x = p.left;
      for (const { f, width, lines } of row) {
        if (f.value === undefined) p.shade(x, p.y, width, height);
        p.box(x, p.y, width, height);
        p.write(`${f.zh} ${f.en}`, x + 5, p.y + 3, 7, DIM);
        lines.slice(from, from + many).forEach((line, i) => p.write(line, x + 5, p.y + 14 + i * 12, 9, f.value === undefined ? DIM : INK));
        x += width;
      }
      p.y += height;
      from += many;
    }
  }
  p.y += 6;
}

function drawTitle({ zh, en }: Label, p: Paper): void {
  p.room(46);
  p.write(zh, p.left, p.y, 10);
  p.write(en, p.left + p.measure(zh, 10) + 6, p.y + 2, 8, DIM);
  p.y += 16;
}

function drawTable({ title, columns, rows, blank, more }: Extract<Block, { kind: 'table' }>, p: Paper): void {
  drawTitle(title, p);
  const widths = columnWidths(columns, rows, p.width);
  const head = () => drawRow(columns.map((c) => `${c.zh}\n${c.en}`), widths, 7, p, true);
  head();
  for (const row of rows) {
    const height = heightOf(row, widths, 8, p);
    if (p.room(height)) head();
    drawRow(row, widths, 8, p, false);
  }
  if (rows.length === 0) {
    const note = blank ? BLANK : NO_ROWS;
    p.room(18);
    if (blank) p.shade(p.left, p.y, p.width, 18);
    p.box(p.left, p.y, p.width, 18);
    p.write(`${note.zh} ${note.en}`, p.left + 5, p.y + 4, 8, DIM);
    p.y += 18;
  }
  if (more > 0) { p.room(14); p.write(`另有 ${more} 行未列出 ${more} more rows not listed`, p.left, p.y + 2, 8, DIM); p.y += 14; }
  p.y += 8;
}

const MOST_LINES = 30;
const cellsOf = (row: readonly string[], widths: readonly number[], size: number, p: Paper): string[][] => widths.map((w, i) => p.lines(row[i] ?? '', w - 6, size).slice(0, MOST_LINES));
const heightOf = (row: readonly string[], widths: readonly number[], size: number, p: Paper): number => Math.max(...cellsOf(row, widths, size, p).map((l) => l.length)) * (size + 3) + 6;

function drawRow(row: readonly string[], widths: readonly number[], size: number, p: Paper, head: boolean): void {
  const cells = cellsOf(row, widths, size, p);
  const height = Math.max(...cells.map((l) => l.length)) * (size + 3) + 6;
  let x = p.left;
  cells.forEach((lines, i) => {
    if (head) p.shade(x, p.y, widths[i]!, height);
    p.box(x, p.y, widths[i]!, height);
    lines.forEach((line, j) => p.write(line, x + 3, p.y + 3 + j * (size + 3), size, head ? DIM : INK));
    x += widths[i]!;
  });
  p.y += height;
}
