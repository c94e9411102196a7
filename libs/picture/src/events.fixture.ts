import type { XlEvent } from '@xunling/contracts';
import { emptyPicture, fold, type Picture } from './index.js';

export const T0 = Date.parse('2031-07-19T14:00:00Z');
export const at = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();
export const uuid = (kind: number, n: number): string => `018f${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

let seqs = new Map<string, number>();
export const restartSequences = (): void => { seqs = new Map(); };

/** One event as the stream would carry it; only what the fold reads matters. */
export function event(type: string, street: string, minute: number, data: object, version = 1, source = `${type.split('.')[0]}@c`): XlEvent {
  const originseq = (seqs.get(`${source}|${street}`) ?? 0) + 1;
  seqs.set(`${source}|${street}`, originseq);
  return {
    specversion: '1.0', id: `${source}-${street}-${originseq}`, source, type: `${type}.v1`, subject: `x/${originseq}`, time: at(minute), datacontenttype: 'application/json',
    version, actor: 'system:test', correlationid: 'c', mode: 'live', street, datahash: '', datasalt: '', originseq, prevhash: '', hash: '', data,
  };
}

export const SET = uuid(1, 1);
const due = (minute: number) => ({ delivered: at(minute + 1), acknowledged: at(minute + 10), executing: at(minute + 30), reported: at(minute + 60), verified: at(minute + 90) });

export const issued = (n: number, area: string, minute = 0, more: object = {}): XlEvent => event('command.order.issued', area.slice(6, 9), minute, {
  orderId: uuid(2, n), orderSetId: SET, incidentId: uuid(3, 1), measure: 'PATROL', addressee: { kind: 'post', id: uuid(4, n), name: `岗位${n}` }, area, force: 'COMMUNITY', level: 'III',
  textZh: '巡查', textEn: 'Patrol', evidence: 'none', due: due(minute), holderId: uuid(5, n), resolvedTo: 'holder', issuedBy: uuid(5, 0), issuedAt: at(minute), ...more,
});
const ITEM_VERSION: Record<string, number> = { opened: 1, acknowledged: 2, 'checked-in': 3, started: 3, reported: 4, verified: 5, returned: 5 };
export const duty = (verb: string, n: number, area: string, minute: number, more: object = {}, version = ITEM_VERSION[verb] ?? 1): XlEvent =>
  event(`grid.duty.${verb}`, area.slice(6, 9), minute, { itemId: uuid(6, n), orderId: uuid(2, n), area, by: uuid(5, n), at: at(minute), ...more }, version);
export const overdue = (n: number, area: string, stage: string, minute: number): XlEvent => event('command.order.overdue', area.slice(6, 9), minute, { orderId: uuid(2, n), area, stage, dueAt: at(minute) });

/** Folds events in this order; each is received when it occurred. */
export function foldAll(events: readonly XlEvent[], picture: Picture = emptyPicture()): Picture {
  let seq = picture.seq;
  for (const e of events) fold(picture, e, { seq: ++seq, received: e.time });
  return picture;
}
