import { COLOURS, type Colour } from '@xunling/contracts';
import type { Ring } from './callout.js';
import { touch } from '../touch.js';

/** Messages a person gets in an hour at most, those about lives apart. Source: domain.md C18, feature row 98. */
export const MOST_PER_HOUR = 6;
export const HOUR_MS = 3_600_000;

/** Lets through what a person may get now; the rest is named with its reason. `handed` are the messages of the last hour by person. */
export function guard<R extends Pick<Ring, 'userId'>>(rings: readonly R[], handed: ReadonlyMap<string, number>, lifeSafety: boolean): { send: R[]; suppressed: { ring: R; reason: 'over-hourly-limit' }[] } {
  if (lifeSafety) return { send: [...rings], suppressed: [] };
  const count = new Map(handed);
  const send: R[] = [];
  const suppressed: { ring: R; reason: 'over-hourly-limit' }[] = [];
  for (const ring of rings) {
    const n = count.get(ring.userId) ?? 0;
    if (n >= MOST_PER_HOUR) { suppressed.push({ ring, reason: 'over-hourly-limit' }); continue; }
    count.set(ring.userId, n + 1);
    send.push(ring);
  }
  return { send, suppressed };
}

/** What a campaign is about, as far as another can continue or replace it. */
export interface About { kind: 'alarm' | 'test'; warningId: string | null; incidentId: string | null; areas: readonly string[]; colour: string | null; level: string | null; messageZh: string; /** Of its warning. */ hazard?: string | null }

const meets = (a: readonly string[], b: readonly string[]): boolean => a.some((x) => b.some((y) => touch(x, y)));
const covers = (a: readonly string[], b: readonly string[]): boolean => b.every((y) => a.some((x) => y.startsWith(x)));

const height = (colour: string | null): number => COLOURS.indexOf(colour as Colour);
/** Two issuers who warn of one hazard: what is not more severe joins what is called already; what is, and covers its ground, takes its place. */
function besides(running: About, next: About): 'joins' | 'supersedes' | 'other' {
  if (!running.hazard || running.hazard !== next.hazard) return 'other';
  if (height(next.colour) <= height(running.colour)) return 'joins';
  return covers(next.areas, running.areas) ? 'supersedes' : 'other';
}

/**
 * How a new demand stands to a running campaign: an unchanged signal only updates it (C18), a changed one ends it (C5), another issuer's for the same
 * hazard joins it, so that nobody is called twice; another has nothing to do with it.
 */
export function relation(running: About, next: About): 'continues' | 'supersedes' | 'joins' | 'other' {
  if (running.kind !== 'alarm' || next.kind !== 'alarm' || !meets(running.areas, next.areas)) return 'other';
  if (running.warningId && next.warningId && running.warningId !== next.warningId) return besides(running, next);
  const same = next.warningId ? running.warningId === next.warningId : running.warningId === null && running.incidentId === next.incidentId;
  if (!same) return 'other';
  // what a person says anew in other words is no repeated signal
  const words = next.warningId !== null || running.messageZh === next.messageZh;
  return words && running.colour === next.colour && running.level === next.level && covers(running.areas, next.areas) ? 'continues' : 'supersedes';
}

/** Why a running campaign must say nothing further, by the present state of its warning; undefined where it goes on (C5). */
export function endedBy(campaign: Pick<About, 'colour'>, warning: { state: string; colour: string; expiresAt: Date } | undefined, at: Date): 'superseded' | 'withdrawn' | 'expired' | undefined {
  if (!warning) return undefined;
  if (warning.state === 'superseded' || (warning.state === 'active' && campaign.colour !== null && warning.colour !== campaign.colour)) return 'superseded';
  if (warning.state === 'withdrawn' || warning.state === 'lifted') return 'withdrawn';
  return warning.state === 'expired' || warning.expiresAt <= at ? 'expired' : undefined;
}

