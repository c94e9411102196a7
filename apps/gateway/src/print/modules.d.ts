/** What is used of two libraries that bring no types. */
declare module 'subset-font' {
  export default function subsetFont(font: Buffer, text: string, options: { targetFormat: 'truetype'; variationAxes?: Record<string, number> }): Promise<Buffer>;
}
declare module 'pdfkit' {
  import { Readable } from 'node:stream';
  export default class PDFDocument extends Readable {
    constructor(options: { size: string; layout: 'portrait' | 'landscape'; margin: number; bufferPages: boolean; autoFirstPage: boolean; info: Record<string, string | Date>; font?: null });
    page: { width: number; height: number };
    registerFont(name: string, font: Buffer): this;
    font(name: string): this;
    fontSize(size: number): this;
    widthOfString(text: string): number;
    text(text: string, x: number, y: number, options: { lineBreak: false }): this;
    addPage(): this;
    switchToPage(n: number): this;
    bufferedPageRange(): { start: number; count: number };
    rect(x: number, y: number, width: number, height: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    fill(colour: string): this;
    fillColor(colour: string): this;
    lineWidth(width: number): this;
    stroke(colour: string): this;
    end(): void;
  }
}
