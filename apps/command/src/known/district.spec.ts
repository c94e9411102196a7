import { describe, expect, it } from 'vitest';
import { districtOf, type KnownRow } from './known.store.js';

const rows: KnownRow[] = [
  { kind: 'area', id: '410171561', data: { code: '410171561', kind: 'street', name: '潮河街道', nameEn: 'Chaohe' } },
  { kind: 'post', id: 'p1', data: { id: 'p1', area: '410171561', kind: 'LEADER', force: 'POLICE', name: '公安岗' } }, { kind: 'held', id: 'p1', data: { holderId: 'a' } },
  { kind: 'post', id: 'p2', data: { id: 'p2', area: '410171561', kind: 'HEAD', name: '负责人' } },
  { kind: 'organisation', id: 'u1', data: { id: 'u1', kind: 'OFFICE', name: '办事处', area: '410171561', posts: ['p1'] } },
];
const later: KnownRow[] = [{ kind: 'organisation-posts', id: 'u1', data: { posts: ['p2'] } }, { kind: 'post-closed', id: 'p1', data: {} }, { kind: 'organisation-name', id: 'u1', data: { name: '新办事处' } }];

describe('the known district', () => {
  it('has a unit under its present name with its present posts, whichever came first', () => {
    for (const given of [[...rows, ...later], [...later].reverse().concat(rows)]) expect(districtOf(given, undefined).organisations).toEqual([{ id: 'u1', kind: 'OFFICE', name: '新办事处', area: '410171561', posts: ['p2'] }]);
  });

  it('sends nothing to a post that was closed', () => {
    expect(districtOf(rows, undefined).leader('410171561', 'POLICE')).toMatchObject({ id: 'p1', holderId: 'a' });
    expect(districtOf([...later, ...rows], undefined).leader('410171561', 'POLICE')).toBeUndefined();
    expect(districtOf([...later, ...rows], undefined).post('p1')).toBeUndefined();
  });
});
