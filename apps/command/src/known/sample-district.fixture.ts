import type { Force } from '@xunling/contracts';
import { personId, sampleAreas, sampleDepots, samplePosts, sampleSites, sampleStock, sampleStockItems, sampleTeams } from '@xunling/sample';
import { NOTHING_TOLD } from '../known/at-risk.js';
import { District } from '../known/district.js';
import { stockKey } from '../known/stock.js';

const person = (username: string | undefined): string | undefined => (username ? personId(username) : undefined);
const held = (holder: string | undefined, deputy: string | undefined): { holderId?: string; deputyId?: string } =>
  ({ ...(holder ? { holderId: person(holder)! } : {}), ...(deputy ? { deputyId: person(deputy)! } : {}) });

/** The sample district as command would know it, for specs of the rules. */
export function sampleDistrict(vacate: (post: { id: string; name: string }) => boolean = () => false): District {
  return new District(
    sampleAreas().map(({ code, kind, name, nameEn, ring }) => ({ code, kind, name, nameEn, ring })),
    samplePosts().map((p) => ({
      id: p.id, area: p.area, kind: p.kind, name: p.name, ...(p.force ? { force: p.force as Force } : {}), ...(p.siteId ? { siteId: p.siteId } : {}),
      ...(vacate(p) ? {} : held(p.holder, p.deputy)),
    })),
    sampleSites().map(({ id, area, kind, name, closeAtCm, position }) => ({ id, area, kind, name, closeAtCm, position: [position.lon, position.lat] as const })),
    sampleTeams().map((t) => ({ id: t.id, area: t.area, kind: t.kind, name: t.name, ...held(t.leader, t.deputy) })),
    sampleDepots().map((d) => ({ id: d.id, area: d.area, kind: d.kind, name: d.name, ...held(d.keeper, d.deputy) })),
    { event: 'spec', seq: 1, at: '2021-07-19T00:00:00.000Z' }, [], NOTHING_TOLD,
    { items: new Map(sampleStockItems().map((i) => [i.item, i])), onHand: new Map(sampleStock().flatMap((d) => d.lines.map((l) => [stockKey(d.depotId, l.item), l.quantity]))) },
  );
}
