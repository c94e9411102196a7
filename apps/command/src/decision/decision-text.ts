import type { Colour } from '@xunling/contracts';
import type { Decision } from './decision.js';
import type { Why } from './ring.js';

const COLOUR: Record<Colour, { zh: string; en: string }> = { BLUE: { zh: '蓝色', en: 'Blue' }, YELLOW: { zh: '黄色', en: 'Yellow' }, ORANGE: { zh: '橙色', en: 'Orange' }, RED: { zh: '红色', en: 'Red' } };
const WHY: Record<Why, { zh: string; en: string }> = {
  opened: { zh: '待您决策', en: 'waits for your decision' }, passed: { zh: '前一位未应答，现转由您决策', en: 'was not answered by the one before you and is yours to decide' },
  upgraded: { zh: '预警已升级，待您决策', en: 'rose; your decision is waited for' }, exhausted: { zh: '值班人员均未应答，由您决策', en: 'was answered by nobody on duty and is yours to decide' },
  signature: { zh: '响应待您签署', en: 'has a level that waits for your signature' },
};
const NAMED = 3;
/** Beijing time of day, whatever the machine's own zone is. */
const timeOfDay = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** What the person rung for a decision hears: what it is about, where, what is asked, until when. */
export function decisionText({ colour, observed, proposal, dueAt }: Pick<Decision, 'colour' | 'observed' | 'proposal' | 'dueAt'>, why: Why, areas: readonly { name: string; nameEn: string }[]): { zh: string; en: string } {
  const where = { zh: areas.slice(0, NAMED).map((a) => a.name).join('、') + (areas.length > NAMED ? `等${areas.length}处` : ''), en: areas.slice(0, NAMED).map((a) => a.nameEn).join(', ') + (areas.length > NAMED ? ` and ${areas.length - NAMED} more` : '') };
  const about = observed || !colour ? { zh: `雨情水情达到${observed?.level ?? ''}级条件`, en: `Gauges met level ${observed?.level ?? ''}` } : { zh: `${COLOUR[colour].zh}预警`, en: `${COLOUR[colour].en} warning` };
  const level = why === 'signature' && proposal ? { zh: `${proposal.level}级`, en: ` (level ${proposal.level})` } : { zh: '', en: '' };
  return {
    zh: `${about.zh}（${where.zh}）${level.zh}${WHY[why].zh}，请于 ${timeOfDay(dueAt)} 前登录汛令处理。`,
    en: `${about.en} for ${where.en}${level.en} ${WHY[why].en} by ${timeOfDay(dueAt)}. Sign in to Xunling.`,
  };
}
