import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { piecesOf, wrap } from './wrap.js';

const width = (text: string): number => [...text].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);

describe('lines of a sheet', () => {
  it('break behind any Han character, never inside a word, and no line begins with a closing mark', () => {
    expect(piecesOf('潮河街道，已封闭 ICS-209')).toEqual(['潮', '河', '街', '道，', '已', '封', '闭', ' ', 'ICS-209']);
    expect(wrap('潮河街道，已封闭', 8, width)).toEqual(['潮河街', '道，已封', '闭']);
    expect(wrap('two words here', 9, width)).toEqual(['two words', 'here']);
  });

  it('keep what a person broke, and cut what is wider than a line by itself', () => {
    expect(wrap('一\n\n二', 10, width)).toEqual(['一', '', '二']);
    expect(wrap('a'.repeat(25), 10, width)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
    expect(wrap('', 10, width)).toEqual(['']);
  });

  it('are never wider than asked, and lose nothing but spaces', () => {
    const text = fc.array(fc.constantFrom('汛', '情', '，', '。', 'a', 'bc', ' ', '209', '（', '）'), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, fc.integer({ min: 6, max: 30 }), (given, most) => {
      const lines = wrap(given, most, width);
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(most);
      expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
    }));
  });
});
