import type { Caller, Role } from '@xunling/contracts';
import type { Evidence, KnownEvidence } from './evidence.js';
import type { Item, ItemState } from './item.js';

export const AREA = '410171561901001';
export const NOW = new Date('2026-07-20T08:10:00.000Z');
const at = (minutes: number): string => new Date(NOW.getTime() + minutes * 60_000).toISOString();

export const who = (userId: string, role: Role = 'post-holder', area = AREA): Caller => ({ userId, username: userId, name: userId, lang: 'zh', grants: [{ role, area }] });
export const HOLDER = who('holder');
export const DEPUTY = who('deputy');
export const ISSUER = who('issuer', 'duty-officer', '410171');
export const INSPECTOR = who('inspector', 'inspector', '410171561');
export const GRID_HEAD = who('grid-head', 'sub-district-officer', '410171561');

const file = (n: number, by: string, mediaType = 'image/jpeg'): Evidence =>
  ({ id: `018f0000-0000-7000-8000-00000000000${n}`, sha256: String(n).repeat(64), mediaType, bytes: 1000, area: AREA, by, takenAt: at(-1), receivedAt: at(0) });
export const PHOTO = file(1, 'holder');
export const PAPER = file(2, 'holder', 'application/pdf');
export const OF_ANOTHER = file(3, 'neighbour');
export const OF_DEPUTY = file(4, 'deputy');
export const FILES: KnownEvidence = new Map([PHOTO, PAPER, OF_ANOTHER, OF_DEPUTY].map((f) => [f.id, f]));
export const PHOTO_REF = { evidenceId: PHOTO.id, sha256: PHOTO.sha256, takenAt: PHOTO.takenAt!, receivedAt: PHOTO.receivedAt };

const answerBy = (by: string) => ({ by, at: at(-5), receivedAt: at(-5), late: false });

/** An item as it stands in a state, reached by its holder in the ordinary way. */
export function itemIn(state: ItemState, more: Partial<Item> = {}): Item {
  const reached = ['open', 'acknowledged', 'executing', 'reported', 'verified'].indexOf(state === 'returned' ? 'executing' : state);
  const report = { ...answerBy('holder'), evidence: [PHOTO_REF] };
  return {
    id: 'item', orderId: 'order', incidentId: 'incident', area: AREA, addresseeId: 'post', addresseeName: '网格长', measure: 'SEAL', textZh: '封闭', textEn: 'Seal', evidenceAsked: 'photo',
    holderId: 'holder', deputyId: 'deputy', issuedBy: 'issuer', due: { delivered: at(1), acknowledged: at(5), executing: at(15), reported: at(60), verified: at(120) },
    state, version: 1 + Math.max(0, reached), openedAt: at(-10), rounds: state === 'returned' ? [{ reported: report, returnedBy: 'inspector', returnedAt: at(-1), reason: '看不清', dueAt: at(30) }] : [],
    ...(reached >= 1 ? { acknowledged: answerBy('holder') } : {}), ...(reached >= 2 ? { executing: answerBy('holder') } : {}),
    ...(reached >= 3 ? { reported: report } : {}), ...(reached >= 4 ? { verified: answerBy('inspector') } : {}),
    ...(state === 'handed-back' ? { handedBack: { ...answerBy('holder'), reason: '道路被淹' } } : {}),
    ...(state === 'ended' ? { ended: { reason: 'withdrawn' as const } } : {}), ...more,
  };
}
