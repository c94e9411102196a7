import { COLOURS, LEVELS, type Colour, type Level, type SETTLEMENTS } from '@xunling/contracts';
import type { Condition } from '@xunling/contracts/classes';
import type { KnownSource } from '../observation/observation.store.js';
import type { Statement } from '../observation/statement.store.js';
import type { PlanDocument, Trigger } from './plan.js';
import { shown } from './rank.js';
import { judgeTrigger } from './trigger.js';
import { touch } from '../touch.js';

/** What is known of a street when gauges are looked at. */
export interface Street { area: string; colour?: Colour; inForce?: Level; sources: readonly KnownSource[]; statements?: readonly Statement[] }
/** A level of a plan whose conditions gauges meet over a street, whatever anybody warned of. */
export interface GaugeProposal { planVersion: string; hazard: string; level: Level; area: string; colour?: Colour; met: Condition[]; need: number }

const atLeast = (a: Level, b: Level): boolean => LEVELS.indexOf(a) <= LEVELS.indexOf(b);
const measured = (t: Trigger): boolean => t.kind === 'observation' || (t.kind === 'k-of' && t.of.some(measured));

/**
 * The highest level whose conditions hold over a street, one of them at least by gauges. What a warning proposes by its
 * colour alone is its decision's matter. Reads what is known now: a reading that came late counts from now on (C26); hysteresis is in the condition.
 */
export function gaugesPropose(plans: readonly PlanDocument[], street: Omit<Street, 'inForce'>, at: Date): GaugeProposal | undefined {
  for (const level of LEVELS) {
    for (const plan of plans) {
      const { need, of } = plan.levels[level].triggers;
      const colour = street.colour ? { colour: street.colour } : {};
      const met = of.map((t) => judgeTrigger(t, { hazard: '', ...colour, at, sources: street.sources, statements: street.statements ?? [] })).filter((j) => j.state === 'met');
      if (met.length >= need && met.some((j) => measured(j.trigger))) return { planVersion: plan.planVersion, hazard: plan.hazards.find((h) => h !== '*') ?? 'RAINSTORM', level, area: street.area, ...colour, met: met.map(shown), need };
    }
  }
  return undefined;
}

/**
 * Whether a level that gauges met over the street may hold still: they meet it or a higher one, or what is silent there could make its own conditions
 * up. Silence of a gauge is unknown, never dry (C11), and what nobody says holds nothing up; between its two values a condition holds.
 */
export function mayHold(plans: readonly PlanDocument[], { level, planVersion }: { level: Level; planVersion?: string }, street: Street, at: Date): boolean {
  const met = gaugesPropose(plans, street, at);
  if (met && atLeast(met.level, level)) return true;
  return plans.filter((p) => planVersion === undefined || p.planVersion === planVersion).some(({ levels }) => {
    const { need, of } = levels[level].triggers;
    return of.filter((t) => judgeTrigger(t, { hazard: '', ...(street.colour ? { colour: street.colour } : {}), at, sources: street.sources, statements: street.statements ?? [], unsaid: 'unmet' }).state !== 'unmet').length >= need;
  });
}

/** An act of people over these areas: a decision that is open or held, with the level gauges opened it for, if they did. */
export interface Deciding { areas: readonly string[]; state: string; exhausted: boolean; level?: Level }

/** An episode: gauges meet this level over this street, or did when it began, and have not fallen below it since. */
export type Standing = Pick<GaugeProposal, 'area' | 'level'>;
/**
 * What is over, what begins, and what of it is asked of people: a level above the one in force that nobody decides on. An episode asks once, however
 * the level is raised and lowered in it.
 */
export function episodes(before: readonly Standing[], met: readonly { proposal: GaugeProposal; inForce?: Level }[], decisions: readonly Deciding[]): { over: Standing[]; begun: GaugeProposal[]; asked: GaugeProposal[] } {
  const standing = ({ area, level }: Standing): boolean => met.some((m) => m.proposal.area === area && atLeast(m.proposal.level, level));
  const begun = met.filter((m) => !before.some((b) => b.area === m.proposal.area && atLeast(b.level, m.proposal.level)));
  const asked = begun.filter(({ proposal, inForce }) => !(inForce && atLeast(inForce, proposal.level)) && !beforePeople(proposal, decisions));
  return { over: before.filter((b) => !standing(b)), begun: begun.map((m) => m.proposal), asked: asked.map((m) => m.proposal) };
}

/**
 * Whether people have this before them already: somebody is being called over the area; or the area's own gauges opened a decision for this level or a
 * higher one that is held, or that nobody answered. A chain at its end hears nothing of a higher level: that calls everybody again.
 */
export function beforePeople({ area, level }: Pick<GaugeProposal, 'area' | 'level'>, decisions: readonly Deciding[]): boolean {
  return decisions.some((d) => d.areas.some((a) => touch(a, area)) &&
    ((d.state !== 'held' && !d.exhausted) || (d.level !== undefined && atLeast(d.level, level))));
}

/** Why an earlier edition's word of gauges, which opened no decision of its own, asks nothing more; nothing where it still does. */
export function settles({ level }: Standing, { inForce, holds, decidedSince }: { inForce?: Level; holds: boolean; decidedSince: boolean }): (typeof SETTLEMENTS)[number] | undefined {
  if (inForce && atLeast(inForce, level)) return 'level-in-force';
  return decidedSince ? 'decided' : holds ? undefined : 'gauges-cleared';
}

/**
 * Streets that meet the same level of the same plan at once are one decision, with the greatest value of each condition. One that meets it later is a
 * decision of its own with the full time: a street may differ from the zone, and what a person is looking at does not grow under his hands.
 */
export function together(proposals: readonly GaugeProposal[]): { areas: string[]; of: GaugeProposal }[] {
  const groups = new Map<string, GaugeProposal[]>();
  for (const p of proposals) { const key = `${p.planVersion}|${p.level}`; groups.set(key, [...(groups.get(key) ?? []), p]); }
  return [...groups.values()].map((group) => {
    const met = new Map<string, GaugeProposal['met'][number]>();
    for (const c of group.flatMap((p) => p.met)) if ((met.get(c.code)?.value ?? -Infinity) <= (c.value ?? -Infinity)) met.set(c.code, c);
    const colour = COLOURS.findLast((c) => group.some((p) => p.colour === c));
    const { colour: _own, ...of } = group[0]!;
    return { areas: group.map((p) => p.area).sort(), of: { ...of, ...(colour ? { colour } : {}), met: [...met.values()] } };
  });
}
