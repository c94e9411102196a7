import type { Translate } from '../words/use-words.js';
import type { PlanLine } from './document.js';

type Code = (group: string, value: string) => string;

/** Whom a line tells, in one phrase, and where where it is limited; `named` says how posts and areas are called. */
export function addresseesOf(line: PlanLine, t: Translate, code: Code, named: (id: string) => string): string {
  const where = line.areas ? t('plans/onlyIn', { areas: line.areas.map(named).join(t('plans/and')) }) : '';
  return told(line, t, code, named) + where;
}

function told(line: PlanLine, t: Translate, code: Code, named: (id: string) => string): string {
  if (line.to === 'post') return (line.posts ?? []).map(named).join(t('plans/and'));
  if (line.to === 'packet') return t('plans/toPacket', { force: code('force', line.force ?? '') });
  if (line.to === 'site') return t('plans/toSite', { kinds: (line.siteKinds ?? []).map((k) => code('plans/siteKind', k)).join(t('plans/and')) });
  const kinds = (line.kinds ?? []).map((k) => code('plans/unit', k)).join(t('plans/and'));
  return t(line.to === 'team' ? 'plans/toTeam' : 'plans/toDepot', { kinds }) + (line.perArea ? t('plans/perArea', { n: line.perArea }) : '');
}

/** A JSON pointer as a person says it: level, line, field. */
export function fieldOf(pointer: string, t: Translate, code: Code): string {
  const keys = pointer.split('/').slice(1).map((k) => k.replaceAll('~1', '/').replaceAll('~0', '~'));
  const words: string[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === 'levels') words.push(t(`level/${keys[++i]}`));
    else if (key === 'orders' && keys[i + 1] !== undefined) words.push(t('plans/line', { n: Number(keys[++i]) + 1 }));
    else if (key === 'minutes' && keys[i + 1]) words.push(t('plans/minutesOf', { stage: code('stage', keys[++i]!) }));
    else if (/^\d+$/.test(key)) words.push(`#${Number(key) + 1}`);
    else words.push(code('plans/field', key));
  }
  return words.join(' › ') || t('plans/whole');
}
