/** Closing marks never begin a line. */
const CLOSING = /^[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u201d\u2019)\],.;:!?%]/u;
/** Han, kana, full-width: a line may break behind each of them. */
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3ffff}]/u;

/** Pieces that stay together: a Han character with the closing marks behind it, a word of other letters, a space. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const char of text) {
    const last = pieces.at(-1);
    if (last !== undefined && last !== ' ' && (CLOSING.test(char) || (char !== ' ' && !WIDE.test(char) && !WIDE.test([...last].at(-1)!)))) pieces[pieces.length - 1] = last + char;
    else pieces.push(char);
  }
  return pieces;
}

/** Lines no wider than `width`; a word that is wider by itself is cut. `measure` gives the width of a text. At least one line. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const piece of piecesOf(paragraph)) {
      if (measure(line + piece) <= width) { line += piece; continue; }
      if (line.trim() !== '') lines.push(line.trimEnd());
      line = piece === ' ' ? '' : piece;
      while (measure(line) > width) {
        const chars = [...line];
        let n = chars.length - 1;
        while (n > 1 && measure(chars.slice(0, n).join('')) > width) n -= 1;
        if (n < 1) break;
        lines.push(chars.slice(0, n).join(''));
        line = chars.slice(n).join('');
      }
    }
    return [...lines, line.trimEnd()].filter((l, i, all) => l !== '' || all.length === 1 || i < all.length - 1);
  });
}
