import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

/** The console's own font: one file per range of characters, of every weight; a document embeds what it uses of it at the regular one. */
const INDEX = createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/index.css');
const WEIGHT = 400;
/** Shown for a character the font does not have. */
const ABSENT = '\u25a1';

interface Part { file: string; codes: number[] }

/** Files and the characters each has, as the style sheet says. */
export function partsOf(css: string): Part[] {
  return [...css.matchAll(/src:\s*url\(\.\/(files\/[^)]+\.woff2)\)[^}]*unicode-range:\s*([^;]+);/g)].map(([, file, ranges]) => ({
    file: file!, codes: ranges!.split(',').flatMap((range) => { const [from, to] = range.trim().slice(2).split('-').map((h) => parseInt(h, 16)); return Array.from({ length: (to ?? from!) - from! + 1 }, (_, i) => from! + i); }),
  }));
}

/** Which part has a character; parts are made TrueType at one weight when they are first used, and kept. */
export class Fonts {
  private readonly parts = partsOf(readFileSync(INDEX, 'utf8'));
  private readonly byCode = new Map<number, number>(this.parts.flatMap((p, i) => p.codes.map((c): [number, number] => [c, i])));
  private readonly made = new Map<number, Promise<Buffer>>();

  /** What the font does not have is written by characters that mean the same (Ⅲ as III), else as a box. */
  private shown(char: string): string {
    const has = (c: string): boolean => this.byCode.has(c.codePointAt(0)!);
    if (has(char)) return char;
    const plain = char.normalize('NFKC');
    return [...plain].every(has) ? plain : ABSENT;
  }

  /** Runs of one text that are of one part each. */
  runsOf(text: string): { part: number; text: string }[] {
    const runs: { part: number; text: string }[] = [];
    for (const char of [...text].map((c) => this.shown(c)).join('')) {
      const part = this.byCode.get(char.codePointAt(0)!) ?? 0;
      const last = runs.at(-1);
      if (last?.part === part) last.text += char;
      else runs.push({ part, text: char });
    }
    return runs;
  }

  /** TrueType of every part these texts use. */
  async load(texts: Iterable<string>): Promise<Map<number, Buffer>> {
    const used = new Set<number>([this.byCode.get(ABSENT.codePointAt(0)!) ?? 0]);
    for (const text of texts) for (const { part } of this.runsOf(text)) used.add(part);
    return new Map(await Promise.all([...used].map(async (part): Promise<[number, Buffer]> => [part, await this.truetype(part)])));
  }

  private truetype(part: number): Promise<Buffer> {
    const { file, codes } = this.parts[part]!;
    const found = this.made.get(part) ?? subsetFont(readFileSync(join(dirname(INDEX), file)), String.fromCodePoint(...codes), { targetFormat: 'truetype', variationAxes: { wght: WEIGHT } });
    this.made.set(part, found);
    return found;
  }
}
