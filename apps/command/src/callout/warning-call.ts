import { COLOURS, within, type Colour } from '@xunling/contracts';
import { isActive, rank, type Warning } from '../warning/warning.js';

/** What a person hears takes at most twenty seconds: a hundred characters (domain.md D.6). */
const MOST = 100;
const TITLE = 56;
const NAMED = 3;
const EN: Record<Colour, string> = { BLUE: 'Blue', YELLOW: 'Yellow', ORANGE: 'Orange', RED: 'Red' };

/**
 * Areas a warning calls by itself now, of those where its colour does: none where it is over, or called already in this colour or a higher one: a
 * signal that continues or falls starts nothing (C18), what is superseded or expired is not called (C5). Pure in what is recorded, so a repeated event calls nobody twice.
 */
export function areasToCall(warning: Pick<Warning, 'state' | 'expiresAt' | 'colour' | 'areas'>, called: readonly { areas: readonly string[]; colour: string | null }[], at: Date): string[] {
  if (!isActive(warning, at)) return [];
  const had = called.filter((c) => c.colour !== null && COLOURS.indexOf(c.colour as Colour) >= rank(warning.colour)).flatMap((c) => c.areas);
  return warning.areas.filter((area) => !had.some((h) => within(area, h)));
}

const cut = (text: string, most: number): string => { const chars = [...text]; return chars.length > most ? `${chars.slice(0, most - 1).join('')}…` : text; };

/** What they hear: the warning's own headline, where, and what is asked of them. */
export function callText({ headline, issuer, colour }: Pick<Warning, 'headline' | 'issuer' | 'colour'>, areas: readonly { name: string; nameEn: string }[]): { zh: string; en: string } {
  const zh = areas.slice(0, NAMED).map((a) => a.name).join('、') + (areas.length > NAMED ? `等${areas.length}处` : '');
  const en = areas.slice(0, NAMED).map((a) => a.nameEn).join(', ') + (areas.length > NAMED ? ` and ${areas.length - NAMED} more` : '');
  const tail = '。请立即到岗履责、转移受威胁群众，听完请确认。';
  const where = cut(`涉及${zh}`, MOST - TITLE - 1 - [...tail].length);
  return { zh: `${cut(headline, TITLE)}，${where}${tail}`, en: cut(`${EN[colour]} warning by ${issuer} for ${en}: ${headline}. Take up your post now and move people at risk; confirm once you have heard all of this.`, 300) };
}
