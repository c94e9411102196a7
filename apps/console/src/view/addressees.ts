import type { Picture } from '@xunling/picture';
import { mayIssueIn, type GrantLike } from './person.js';

export interface AddresseeChoice { kind: 'post' | 'team' | 'depot'; id: string; name: string; area: string; vacant: boolean }

const MOST = 50;

/** Posts, teams and depots a person may order about, and those on `ground`, which is the person's to share out; by words of their name or area, the nearest to the zone first. */
export function addressees(picture: Picture, grants: readonly GrantLike[], words: string, zh: boolean, ground?: string): AddresseeChoice[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found: AddresseeChoice[] = [];
  for (const [id, n] of Object.entries(picture.names)) {
    if (!n.area || n.closed || !(mayIssueIn(grants, n.area) || (ground && n.area.startsWith(ground)))) continue;
    const area = picture.areas[n.area];
    const text = `${n.zh} ${n.en ?? ''} ${n.area} ${area?.zh ?? ''} ${area?.en ?? ''}`.toLowerCase();
    if (!wanted.every((w) => text.includes(w))) continue;
    found.push({ kind: n.of ?? 'post', id, name: (zh ? n.zh : n.en) ?? n.zh, area: n.area, vacant: n.vacant === true });
  }
  return found.sort((a, b) => a.area.length - b.area.length || (a.name < b.name ? -1 : 1)).slice(0, MOST);
}

/** Areas an addressee may be sent to: its own, what lies below it and around it, within the person's grants. */
export const placesFor = (picture: Picture, grants: readonly GrantLike[], home: string): string[] =>
  Object.entries(picture.areas).filter(([code, a]) => !a.closed && mayIssueIn(grants, code) && (code.startsWith(home.slice(0, 9)) || home.length <= 6)).map(([code]) => code).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
