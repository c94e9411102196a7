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

/** What of an area is still under way: open nodes below it, and duties not yet verified or ended. */
export interface InUse { below: number; duties: number }

/** Decides whether a node may be closed. @throws Refusal unknown.id, input.impossible, state.conflict */
export function closeArea(code: string, known: AreaNode | undefined, { below, duties }: InUse): void {
  if (!known) throw new Refusal('unknown.id');
  if (!LEAVES.includes(areaKind(code))) throw impossible('code', 'area.kind', 'only communities, grids and micro-grids are closed');
  if (known.closed) throw conflict('closed', [], 'the area is closed already');
  if (below > 0) throw conflict('open', [], `${below} open areas lie below: close them first`);
  if (duties > 0) throw conflict('open', [], `${duties} duties of the area are not verified yet: finish or withdraw them first`);
}
