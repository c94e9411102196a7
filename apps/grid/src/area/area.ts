import { areaKind, parentOf, type AreaKind } from '@xunling/contracts';
import { ringFault, ringOf, textOfRing, toWgs84, type Datum } from '@xunling/geo';
import { impossible, Refusal } from '@xunling/platform';

/** A node as its rules know it: closed nodes stay. */
export interface AreaNode { code: string; closed: boolean; homeNode: string }
export interface Wish { code: string; ring: readonly string[]; datum: Datum }
export interface Drawn { kind: AreaKind; homeNode: string; ring: string[]; sourceDatum?: 'GCJ02' }

const LEAVES: readonly (AreaKind | undefined)[] = ['community', 'grid', 'micro-grid'];
const conflict = (state: string, allowed: string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed, detail });

/**
 * Decides whether a node may be opened, and how it is drawn in WGS84. The zone and its streets are given by law.
 * @param known the node of this code, where there ever was one
 * @throws Refusal area.unknown (no such parent), input.impossible (kind or ring), state.conflict (the code was used)
 */
export function openArea({ code, ring, datum }: Wish, known: AreaNode | undefined, parent: AreaNode | undefined): Drawn {
  const kind = areaKind(code)!;
  if (!LEAVES.includes(kind)) throw impossible('code', 'area.kind', 'only communities, grids and micro-grids are opened');
  if (known) throw conflict(known.closed ? 'closed' : 'open', known.closed ? [] : ['close'], known.closed ? 'the code was closed and is never used again' : 'the area is open already');
  if (!parent || parent.closed) throw new Refusal('area.unknown', { detail: `${parentOf(code)} is no open area` });
  const drawn = ringOf(ring);
  const fault = ringFault(drawn);
  if (fault) throw impossible(`ring[${fault.at}]`, fault.reason, fault.message);
  return { kind, homeNode: parent.homeNode, ring: textOfRing(drawn.map((point) => toWgs84(point, datum))), ...(datum === 'GCJ02' ? { sourceDatum: datum } : {}) };
}

/** What of an area is still under way or in use; any of it keeps the area open. */
export type InUse = Record<keyof typeof USES, number>;
const USES = {
  below: ['个下级区域仍开启，先关闭它们', 'open areas lie below: close them first'],
  duties: ['项任务尚未核验，先完成或撤回', 'duties are not verified yet: finish or withdraw them first'],
  households: ['户重点户在册，先迁出或注销', 'households are on the at-risk register: take them off first'],
  sites: ['个点位在册，先撤销', 'sites are on the register: withdraw them first'],
  measures: ['项管控措施在执行，先解除', 'measures are in force: lift them first'],
  evacuations: ['次转移尚未关闭', 'evacuations are not closed yet'],
  shelters: ['个安置点在用，先停用', 'shelters are in use: close them first'],
} as const;

/** Decides whether a node may be closed: never over people, places or work of it. @throws Refusal unknown.id, input.impossible, state.conflict with what is in use */
export function closeArea(code: string, known: AreaNode | undefined, use: InUse): void {
  if (!known) throw new Refusal('unknown.id');
  if (!LEAVES.includes(areaKind(code))) throw impossible('code', 'area.kind', 'only communities, grids and micro-grids are closed');
  if (known.closed) throw conflict('closed', [], 'the area is closed already');
  const left = (Object.keys(USES) as (keyof InUse)[]).filter((k) => use[k] > 0);
  if (left.length === 0) return;
  throw new Refusal('state.conflict', { state: 'open', allowed: [], detail: left.map((k) => `${use[k]} ${USES[k][1]}`).join('; '), errors: left.map((k) => ({ path: k, reason: 'in-use', messageZh: `${use[k]} ${USES[k][0]}`, message: `${use[k]} ${USES[k][1]}` })) });
}
