import { impossible } from '@xunling/platform';

export interface Stage { kind: string; nameZh: string; nameEn: string; minutes: number }
export interface Output { stage: number; outputId: string; inputId?: string; at: Date }
export interface Link { state: 'waiting' | 'linked' | 'broken'; output?: Output; dueAt?: Date; late: boolean; minutesLate: number }

/** Default 五预 (domain.md D.2, OURS): forecast → warning → rehearsal → plan → pre-position. */
export const DEFAULT_STAGES: readonly Stage[] = [
  { kind: 'FORECAST', nameZh: '预报', nameEn: 'Forecast', minutes: 0 }, { kind: 'WARNING', nameZh: '预警', nameEn: 'Warning', minutes: 360 }, { kind: 'REHEARSAL', nameZh: '预演', nameEn: 'Rehearsal', minutes: 120 },
  { kind: 'PLAN', nameZh: '预案', nameEn: 'Plan', minutes: 60 }, { kind: 'PREPOSITION', nameZh: '预置', nameEn: 'Pre-position', minutes: 60 },
];

/**
 * How a chain stands: the newest output of each stage counts. A link holds only where a stage's input is the output of the stage before; one whose
 * stage before has none, or another, is broken. A stage is late from its minutes after the output before it.
 */
export function linksOf(stages: readonly Stage[], outputs: readonly Output[], now: Date): Link[] {
  const newest = stages.map((_, i) => outputs.filter((o) => o.stage === i).at(-1));
  return stages.map((stage, i): Link => {
    const [output, before] = [newest[i], i > 0 ? newest[i - 1] : undefined];
    const dueAt = before && new Date(before.at.getTime() + stage.minutes * 60_000);
    const overrun = dueAt ? (output?.at ?? now).getTime() - dueAt.getTime() : 0;
    const time = { ...(dueAt ? { dueAt } : {}), late: overrun > 0, minutesLate: Math.max(0, Math.ceil(overrun / 60_000)) };
    if (!output) return { state: 'waiting', ...time };
    const linked = i === 0 || (before !== undefined && output.inputId === before.outputId);
    return { state: linked ? 'linked' : 'broken', output, ...time };
  });
}
/** Linked from end to end. */
export const isWhole = (links: readonly Link[]): boolean => links.every((l) => l.state === 'linked');

/** Whether these stages make a chain. @throws Refusal input.impossible */
export function checkStages(stages: readonly Stage[]): void {
  const twice = stages.findIndex((s, i) => stages.findIndex((o) => o.kind === s.kind) !== i);
  if (twice >= 0) throw impossible(`stages[${twice}].kind`, 'twice', 'a chain has each stage once');
}
