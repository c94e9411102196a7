import type { AddresseeKind } from '@xunling/contracts';
import type { District } from '../known/district.js';
import { resolvePost, resolveUnit, type ResolvedTo } from './expand.js';

/** A named addressee as it is known, with who answers; undefined where there is none or nobody could receive. */
export function findAddressee(kind: AddresseeKind, id: string, district: District): { name: string; area: string; holderId: string; deputyId?: string; resolvedTo: ResolvedTo } | undefined {
  if (kind === 'post') {
    const post = district.post(id);
    const person = post && resolvePost(post, district);
    return post && person && { name: post.name, area: post.area, ...person };
  }
  const unit = (kind === 'team' ? district.teams : district.depots).find((u) => u.id === id);
  const person = unit && resolveUnit(unit);
  return unit && person && { name: unit.name, area: unit.area, ...person };
}
