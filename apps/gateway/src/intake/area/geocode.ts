import { AREA_PATTERN } from '@xunling/contracts';
import type { Pair } from '../cap/cap.js';

export interface Codes { codes: string[]; malformed?: string; foreign?: string }

/** Names under which Chinese sources give a division code. */
const OURS = /gb\W*t?\W*2260|ad_?code|area_?code|division|district|region_?code|admin|street|grid|china|行政区划|区划|区域|网格|街道|统计用/i;
/** Schemes of other countries; they can name nothing of ours. */
const FOREIGN = /^(fips|ugc|same|clc|emma_?id|nuts|warncell|iso|http|urn|profile|layer)/i;

/**
 * Division codes of one geocode. Several in one value are split at commas; a code padded with zeros (410171561000) is shortened.
 * Malformed is: a division scheme, or bare digits, that is no 6, 9, 12, 15 or 18 digits.
 */
export function codesOf({ name, value }: Pair): Codes {
  if (value === '') return { codes: [] };
  if (FOREIGN.test(name)) return { codes: [], foreign: `scheme "${name.slice(0, 80)}" names nothing of ours` };
  const words = value.split(/[,，;；、\s]+/).filter(Boolean);
  const digits = words.every((w) => /^\d+$/.test(w));
  if (!digits && !OURS.test(name) && !/^410171/.test(value)) return { codes: [], foreign: `scheme "${name.slice(0, 80)}" is not known here` };
  const bad = words.find((w) => !AREA_PATTERN.test(w));
  if (bad !== undefined) return { codes: [], malformed: `"${bad.slice(0, 60)}" is no division code of 6, 9, 12, 15 or 18 digits` };
  return { codes: words.slice(0, 2000).map((w) => w.replace(/^(\d{6}(?:\d{3})*?)(?:000)+$/, '$1')) };
}
