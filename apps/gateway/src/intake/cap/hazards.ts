import type { Colour } from '@xunling/contracts';
import type { CapInfo, Pair } from './cap.js';

/** Hazard words of Chinese titles, longest first where one holds another. Codes are ours; `RAINSTORM` is 暴雨 (domain.md A). */
export const HAZARD_WORDS: readonly (readonly [zh: string, code: string])[] = [
  ['地质灾害气象风险', 'GEOLOGICAL'], ['山洪灾害气象', 'FLASH_FLOOD'], ['山洪灾害', 'FLASH_FLOOD'], ['地质灾害', 'GEOLOGICAL'], ['渍涝风险', 'WATERLOGGING'], ['城市内涝', 'WATERLOGGING'],
  ['森林火险', 'FOREST_FIRE'], ['道路结冰', 'ICY_ROAD'], ['雷暴大风', 'THUNDER_GALE'], ['雷雨大风', 'THUNDER_GALE'], ['强对流', 'SEVERE_CONVECTION'], ['沙尘暴', 'SANDSTORM'], ['短时强降水', 'RAINSTORM'],
  ['强降雨', 'RAINSTORM'], ['暴雨', 'RAINSTORM'], ['台风', 'TYPHOON'], ['暴雪', 'SNOWSTORM'], ['寒潮', 'COLD_WAVE'], ['大风', 'GALE'], ['高温', 'HEAT'], ['干旱', 'DROUGHT'], ['雷电', 'LIGHTNING'],
  ['冰雹', 'HAIL'], ['霜冻', 'FROST'], ['大雾', 'FOG'], ['霾', 'HAZE'], ['内涝', 'WATERLOGGING'], ['山洪', 'FLASH_FLOOD'], ['洪水', 'FLOOD'], ['低温', 'LOW_TEMPERATURE'],
];
const HAZARD_EVENTS: readonly (readonly [RegExp, string])[] = [
  [/\bflash[ -]?flood/i, 'FLASH_FLOOD'], [/\b(rain ?storm|torrential rain|heavy rain|rain\b)/i, 'RAINSTORM'], [/\bflood/i, 'FLOOD'], [/\b(typhoon|hurricane|tropical (storm|cyclone))/i, 'TYPHOON'],
  [/\bthunder ?storm/i, 'SEVERE_CONVECTION'], [/\b(snow|blizzard)/i, 'SNOWSTORM'], [/\b(gale|strong wind|high wind)/i, 'GALE'], [/\blightning/i, 'LIGHTNING'], [/\bheat/i, 'HEAT'], [/\bhail/i, 'HAIL'], [/\bfog/i, 'FOG'],
];

/** Type numbers per numbering, a table each and never an enum (domain.md D.1). */
const NUMBERINGS: readonly { named: RegExp; code: RegExp; types: Record<string, string> }[] = [
  { named: /./, code: /^(11B\d\d)/i, types: { '11B01': 'TYPHOON', '11B02': 'RAINSTORM', '11B03': 'RAINSTORM' } },
];

/** Hazard of a source's words and codes, or undefined: an unknown form is no reason to guess. */
export function hazardOf(text: string, eventCodes: readonly Pair[]): string | undefined {
  const word = HAZARD_WORDS.find(([zh]) => text.includes(zh));
  if (word) return word[1];
  for (const { value, name } of eventCodes) {
    if (/^[A-Z][A-Z_]{2,40}$/.test(value) && HAZARD_WORDS.some(([, code]) => code === value)) return value;
    for (const n of NUMBERINGS) {
      const found = n.named.test(name) ? n.code.exec(value)?.[1]?.toUpperCase() : undefined;
      if (found && n.types[found]) return n.types[found];
    }
  }
  return HAZARD_EVENTS.find(([form]) => form.test(text))?.[1];
}

const COLOUR_WORDS: Record<string, Colour> = { 蓝: 'BLUE', 黄: 'YELLOW', 橙: 'ORANGE', 红: 'RED', blue: 'BLUE', yellow: 'YELLOW', orange: 'ORANGE', red: 'RED' };
const SEVERITY: Record<string, Colour> = { Minor: 'BLUE', Moderate: 'YELLOW', Severe: 'ORANGE', Extreme: 'RED' };
export const colourOfWord = (word: string): Colour | undefined => COLOUR_WORDS[word.toLowerCase()];

/** Colour said by a parameter or by CAP's severity. A parameter counts where its name speaks of colour or awareness. */
export function colourOfInfo(info: CapInfo): Colour | undefined {
  for (const { name, value } of info.parameters) {
    if (!/colou?r|awareness_level|颜色|预警级别/i.test(name)) continue;
    const word = /(red|orange|yellow|blue|红|橙|黄|蓝)/i.exec(value)?.[1];
    if (word) return colourOfWord(word);
  }
  return SEVERITY[info.severity];
}
