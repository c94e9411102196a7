import type { Label } from './sheet.js';

/** What a printed report says in both languages. */
export const KIND: Record<string, Label> = { INITIAL: { zh: '初报', en: 'initial' }, FOLLOW_UP: { zh: '续报', en: 'follow-up' }, FINAL: { zh: '核报', en: 'final' } };
export const LEVEL: Record<string, string> = { I: 'Ⅰ级', II: 'Ⅱ级', III: 'Ⅲ级', IV: 'Ⅳ级' };
export const COLOUR: Record<string, string> = { BLUE: '蓝色 blue', YELLOW: '黄色 yellow', ORANGE: '橙色 orange', RED: '红色 red' };
export const STAGE: Record<string, Label> = {
  issued: { zh: '下达', en: 'issued' }, delivered: { zh: '送达', en: 'delivered' }, acknowledged: { zh: '签收', en: 'acknowledged' }, executing: { zh: '执行', en: 'executing' }, reported: { zh: '反馈', en: 'reported' }, verified: { zh: '核验', en: 'verified' }, ended: { zh: '撤回或替代', en: 'withdrawn or superseded' },
};
export const SYSTEM = '系统 system';
export const EXERCISE = '演练 EXERCISE — 非真实事件，不得外发 not a real event';
export const DRAFT = '草稿，未经审定 DRAFT — not approved';

/** An instant as Beijing time has it. */
export const moment = (at: string | Date): string => new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
