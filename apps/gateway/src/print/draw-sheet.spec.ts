import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawSheet } from './draw-sheet.js';
import { Fonts } from './fonts.js';
import { columnWidths, type Sheet } from './sheet.js';

const fonts = new Fonts();
const AT = new Date('2021-07-20T12:00:00Z');
const sheet = (more: Partial<Sheet> = {}): Sheet => ({ no: 'ICS 209', title: { zh: '汛情汇总', en: 'Incident status summary' }, head: ['郑州经开区'], blocks: [{ kind: 'fields', fields: [{ zh: '事件名称', en: 'Incident name', value: '7·20' }, { zh: '备注', en: 'Remarks' }] }], foot: 'SHA-256 0', at: AT, ...more });

/** Streams of a PDF, inflated where they are packed. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].map((m) => {
    const from = m.index + m[0].length;
    const bytes = pdf.subarray(from, text.indexOf('endstream', from));
    try { return inflateSync(bytes).toString('latin1'); } catch { return ''; }
  });
}
const pages = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b(?!s)/g)].length;

describe('a printed sheet', () => {
  it('given Chinese text, embeds the glyphs it uses and says which characters they are', async () => {
    const pdf = await drawSheet(sheet(), fonts);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/FontFile2');
    const maps = streamsOf(pdf).filter((s) => s.includes('beginbfrange') || s.includes('beginbfchar')).join('\n').toLowerCase();
    for (const char of '汛情汇总郑州') expect(maps).toContain(char.codePointAt(0)!.toString(16));
    // whole ranges of characters would be megabytes
    expect(pdf.length).toBeLessThan(200_000);
  }, 60_000);

  it('given the same sheet again, is the same document', async () => {
    const once = await drawSheet(sheet(), fonts);
    const again = await drawSheet(sheet(), fonts);
    // the file identifier of the format holds the creation date, which is the sheet's
    expect(again.equals(once)).toBe(true);
  }, 60_000);

  it('given more rows than a page holds, goes on on the next with every row, the head of the table and the banner', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => [`第${i}行`, '已封闭']);
    const long = (banner?: string) => sheet({ ...(banner ? { banner } : {}), blocks: [{ kind: 'table', title: { zh: '指令', en: 'Orders' }, columns: [{ zh: '序', en: 'no' }, { zh: '状态', en: 'state' }], rows, blank: false, more: 3 }] });
    const pdf = await drawSheet(long(), fonts);
    expect(pages(pdf)).toBeGreaterThan(3);
    expect(pages(await drawSheet(long('演练 EXERCISE'), fonts))).toBeGreaterThanOrEqual(pages(pdf));
  }, 60_000);

  it('shows a box for what the font does not have, never another character', () => {
    expect(fonts.runsOf('a\u{1f9ff}汛').map((r) => r.text).join('')).toBe('a\u25a1汛');
    expect(fonts.runsOf('Ⅲ级').map((r) => r.text).join('')).toBe('III级');
  });
});

it('columns fill the sheet, wider where more stands in them', () => {
  const [a, b] = columnWidths([{ zh: '序', en: 'no' }, { zh: '内容', en: 'text' }], [['1', '潮河街道下穿通道已封闭并派人值守']], 500);
  expect(a! + b!).toBeCloseTo(500);
  expect(b!).toBeGreaterThan(a! * 3);
});
