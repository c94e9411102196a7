import type { PlanTrigger, SimpleTrigger } from './document.js';

/** Says a key in one of the two languages, whatever the page shows. */
export type In = (lang: 'zh' | 'en', key: string, values?: Record<string, string | number>) => string;

/** A code no other condition of the level has. */
export function freeCode(kind: string, taken: readonly PlanTrigger[]): string {
  const codes = new Set(taken.flatMap((t) => [t.code, ...(t.kind === 'k-of' ? t.of.map((o) => o.code) : [])]));
  for (let n = 1; ; n++) if (!codes.has(`${kind}-${n}`)) return `${kind}-${n}`;
}

/** A new condition of a kind, with values an editor changes. */
export function newTrigger(kind: PlanTrigger['kind'], taken: readonly PlanTrigger[], say: In): PlanTrigger {
  const base = { code: freeCode(kind, taken), zh: '', en: '' };
  if (kind === 'warning') return withWords({ ...base, kind, atLeast: 'ORANGE' }, say);
  if (kind === 'observation') return withWords({ ...base, kind, element: 'rain', statistic: 'sum', minutes: 60, atLeast: 50, clearsBelow: 35 }, say);
  if (kind === 'reading') return { ...base, kind };
  const first = newTrigger('observation', [...taken, { ...base, kind: 'reading' }], say) as SimpleTrigger;
  return withWords({ ...base, kind, need: 1, of: [first] }, say);
}

/** What a condition says by its own values, in one language; undefined where only a person can say it. */
export function described(trigger: PlanTrigger, lang: 'zh' | 'en', say: In): string | undefined {
  if (trigger.kind === 'reading') return undefined;
  if (trigger.kind === 'warning') return say(lang, 'plans/said_warning', { colour: say(lang, `colour/${trigger.atLeast}`) });
  if (trigger.kind === 'k-of') return say(lang, 'plans/said_kOf', { need: trigger.need, of: trigger.of.length });
  const { element, statistic, minutes, atLeast, clearsBelow, sources } = trigger;
  const span = minutes % 60 === 0 ? say(lang, 'plans/said_hours', { n: minutes / 60 }) : say(lang, 'plans/said_minutes', { n: minutes });
  const unit = element === 'rain' ? say(lang, 'plans/said_mm') : say(lang, 'plans/said_cm');
  return say(lang, `plans/said_${statistic}`, { span, what: say(lang, `plans/element/${element}`), n: atLeast, unit })
    + (sources && sources > 1 ? say(lang, 'plans/said_sources', { n: sources }) : '') + (clearsBelow === undefined ? '' : say(lang, 'plans/said_clears', { n: clearsBelow, unit }));
}

/** The condition with the words its values make, in both languages. */
export const withWords = <T extends PlanTrigger>(trigger: T, say: In): T => ({ ...trigger, zh: described(trigger, 'zh', say) ?? trigger.zh, en: described(trigger, 'en', say) ?? trigger.en });

/** What the server would refuse, as keys of words. */
export function faultsOf(trigger: PlanTrigger): string[] {
  const own = trigger.zh.trim() === '' || trigger.en.trim() === '' ? ['plans/f_words'] : [];
  if (trigger.kind === 'observation' && trigger.clearsBelow !== undefined && trigger.clearsBelow > trigger.atLeast) own.push('plans/f_clears');
  if (trigger.kind === 'k-of') {
    if (trigger.need > trigger.of.length) own.push('plans/f_need');
    own.push(...trigger.of.flatMap(faultsOf));
  }
  return [...new Set(own)];
}
