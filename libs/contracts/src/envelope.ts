import type { Mode } from './codes.js';

/**
 * One event as it is published: CloudEvents 1.0, structured JSON, extension attributes in lower case.
 * `time` is when it occurred; when it was received is the stream's own timestamp and no part of the envelope.
 */
export interface XlEvent<T = unknown> {
  specversion: '1.0';
  id: string;
  /** Origin: `<context>@<node>`. */
  source: string;
  /** `<context>.<noun>.<verb>.v<major>`. */
  type: string;
  /** The aggregate, `<noun>/<id>`. */
  subject: string;
  /** RFC 3339, UTC. */
  time: string;
  datacontenttype: 'application/json';
  /** Version of the aggregate this event made, from 1. */
  version: number;
  incidentid?: string;
  /** `user:<id>`, `feed:<key>` or `system:<context>`. */
  actor: string;
  correlationid: string;
  causationid?: string;
  mode: Mode;
  /** Street token of the subject, so that a reader of the journal needs no parsing. */
  street: string;
  /** sha-256 (hex) over salt and the exact text of `data`; the body can be erased and the chain still proves. */
  datahash: string;
  datasalt: string;
  /** Position in the chain of origin × street, from 1; set when the relay chains it. */
  originseq: number;
  /** Hex sha-256 of the previous entry of the chain; 64 zeros at the start. */
  prevhash: string;
  hash: string;
  data: T;
}

/** Parts of a subject `xl.<zone6>.<street3>.<node>.<context>.<noun>.<verb>.v<major>`. */
export interface SubjectParts { zone: string; street: string; node: string; context: string; noun: string; verb: string; major: number }

/** `xl.410171.561.c.command.order.issued.v1` from zone, street, node and type. */
export const subjectOf = (zone: string, street: string, node: string, type: string): string => `xl.${zone}.${street}.${node}.${type}`;

/** The parts of a subject, or undefined where it is not one of ours. */
export function parseSubject(subject: string): SubjectParts | undefined {
  const m = /^xl\.(\d{6})\.(\d{3})\.([a-z0-9]+)\.([a-z]+)\.([a-z-]+)\.([a-z-]+)\.v(\d+)$/.exec(subject);
  return m ? { zone: m[1]!, street: m[2]!, node: m[3]!, context: m[4]!, noun: m[5]!, verb: m[6]!, major: Number(m[7]) } : undefined;
}

/** Types with a later version, which is appended beside them until nobody subscribes to these any more. */
export const REPLACED: readonly string[] = ['command.decision.opened.v1'];
/** Whether an event only says for readers of the earlier version what its later version says: its id is derived from that one's (v5). One written before there was a later version is none. */
export const isEcho = ({ type, id }: Pick<XlEvent, 'type' | 'id'>): boolean => REPLACED.includes(type) && /^[0-9a-f]{8}-[0-9a-f]{4}-5/.test(id);
