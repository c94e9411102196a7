import { COLOURS } from '@xunling/contracts';
import { heardFrom, inForce, lagOf, levelOver, type Picture } from '@xunling/picture';

export interface ActiveWarning { id: string; colour: string; hazard: string; issuer: string; headline: string; areas: string[]; leftMs: number; lagMs: number; lagRunning: boolean; demands: boolean }

const rank = (colour: string): number => COLOURS.indexOf(colour as (typeof COLOURS)[number]);

/** Warnings in force, the most severe and the soonest to end first. */
export function activeWarnings(picture: Picture, now: number): ActiveWarning[] {
  return Object.entries(picture.warnings).filter(([, w]) => inForce(w, now)).map(([id, w]) => {
    const lag = lagOf(picture, w, now);
    return { id, colour: w.colour, hazard: w.hazard, issuer: w.issuer, headline: w.headline, areas: w.areas, leftMs: Date.parse(w.expiresAt) - now, lagMs: lag.ms, lagRunning: lag.running, demands: rank(w.colour) >= 2 };
  }).sort((a, b) => rank(b.colour) - rank(a.colour) || a.leftMs - b.leftMs);
}

/** The lag 预警→响应 that matters now: the longest still running, else the longest of the warnings in force; only red and orange demand an answer. */
export function lagNow(picture: Picture, now: number): { ms: number; running: boolean } | undefined {
  const demanding = activeWarnings(picture, now).filter((w) => w.demands);
  const running = demanding.filter((w) => w.lagRunning);
  const of = running.length > 0 ? running : demanding;
  return of.length === 0 ? undefined : { ms: Math.max(...of.map((w) => w.lagMs)), running: running.length > 0 };
}

export interface Service { name: string; state: string; since?: string; restarts?: number }
/** What the link dot of a street says: fed, fed by services of which one is down, or unknown because we hear nothing. */
export type Link = 'fed' | 'impaired' | 'unknown';
export interface StreetState { area: string; level?: string; since?: number; link: Link; heard?: number; down: string[] }

/** Contexts whose silence makes a street's figures unknown or late. */
const FEEDING = ['command', 'grid', 'rescue', 'supplies', 'gateway'];
export function streetStates(picture: Picture, codes: readonly string[], live: boolean, services: readonly Service[]): StreetState[] {
  const down = services.filter((s) => FEEDING.includes(s.name) && !['running', 'ready', 'up'].includes(s.state)).map((s) => s.name);
  return codes.map((area) => {
    const level = levelOver(picture, area);
    const heard = heardFrom(picture, area.slice(6, 9));
    return {
      area, link: !live ? 'unknown' : down.length > 0 ? 'impaired' : 'fed', down,
      ...(level ? { level: level.level, since: Date.parse(level.since) } : {}), ...(heard === undefined ? {} : { heard }),
    };
  });
}

/** Decisions a person still has to take, the least time left first. */
export const openDecisions = (picture: Picture): string[] => Object.entries(picture.decisions)
  .filter(([, d]) => d.closed === undefined).sort((a, b) => (a[1].dueAt < b[1].dueAt ? -1 : 1)).map(([id]) => id);
