import type { AddresseeKind } from '@xunling/contracts';
import type { District } from '../known/district.js';
import { postAddressee, resolvePost, resolveUnit, type Draft, type ResolvedTo } from './expand.js';

/** An addressee as it is known, where it sits and who answers. */
export interface Found { addressee: Draft['addressee']; area: string; holderId: string; deputyId?: string; resolvedTo: ResolvedTo }

/** A named addressee as it is known; undefined where there is none or nobody could receive. */
export function findAddressee(kind: AddresseeKind, id: string, district: District): Found | undefined {
  if (kind === 'post') {
    const post = district.post(id);
    const person = post && resolvePost(post, district);
    return post && person && { addressee: postAddressee(post, district), area: post.area, ...person };
  }
  const unit = (kind === 'team' ? district.teams : district.depots).find((u) => u.id === id);
  const person = unit && resolveUnit(unit);
  return unit && person && { addressee: { kind, id, name: unit.name }, area: unit.area, ...person };
}
