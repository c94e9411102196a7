import type { Colour } from '@xunling/contracts';
import { colourOfWord, HAZARD_WORDS } from './hazards.js';

/** What a title does to its warning. */
export type TitleAction = 'issue' | 'continue' | 'update' | 'upgrade' | 'downgrade' | 'lift' | 'withdraw';
export interface Title { issuer: string; action: TitleAction; hazard: string; colour: Colour; from?: Colour }

const VERBS: readonly (readonly [RegExp, TitleAction])[] = [
  [/继续发布|持续发布|续发/, 'continue'], [/撤销|撤消|撤回/, 'withdraw'], [/解除/, 'lift'], [/升级/, 'upgrade'], [/降级|降低|降为/, 'downgrade'], [/更新|变更|确认/, 'update'], [/发布|签发/, 'issue'],
];
const CHANGE = /将?.*?([蓝黄橙红])色.*?(升级|降级|降低|变更|更新|提升|调整)(?:为|至|成|到)?.*?([蓝黄橙红])色/;
const RANK: Record<Colour, number> = { BLUE: 1, YELLOW: 2, ORANGE: 3, RED: 4 };
const STAMP = /(\d{2,4}年)?\d{1,2}月\d{1,2}日(\d{1,2}[时点:：](\d{1,2}分?)?)?|\d{1,2}[时点](\d{1,2}分)?/g;

/** Parts of a Chinese warning title, or undefined where its form is unknown: then a person reads it. */
export function parseTitle(raw: string): Title | undefined {
  const title = raw.replace(/[\s“”"'《》]/g, '').replace(/【[^】]*】|\[[^\]]*\]/g, '').replace(STAMP, '');
  if (!/预警|警报/.test(title)) return undefined;
  const hazard = HAZARD_WORDS.find(([zh]) => title.includes(zh));
  if (!hazard) return undefined;
  const change = CHANGE.exec(title);
  const single = [...title.matchAll(/([蓝黄橙红])色/g)];
  if (!change && new Set(single.map((m) => m[1])).size !== 1) return undefined;
  const colour = colourOfWord(change ? change[3]! : single[0]![1]!)!;
  const from = change ? colourOfWord(change[1]!)! : undefined;
  const ended = /[（(]已?(解除|撤销)[）)]$/.exec(title);
  const verb = VERBS.find(([form]) => form.test(title));
  const action: TitleAction = ended ? (ended[1] === '解除' ? 'lift' : 'withdraw')
    : from && from !== colour ? (RANK[colour] > RANK[from] ? 'upgrade' : 'downgrade') : verb?.[1] ?? 'issue';
  return { issuer: issuerOf(title, hazard[0]), action, hazard: hazard[1], colour, ...(from && { from }) };
}

function issuerOf(title: string, hazard: string): string {
  const ends = [hazard, '将', ...VERBS.flatMap(([form]) => form.source.split('|'))].map((word) => title.indexOf(word)).filter((i) => i >= 0);
  return title.slice(0, Math.min(...ends)).replace(/[,，:：]$/, '');
}
