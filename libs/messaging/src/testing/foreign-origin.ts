import type { NatsConnection } from '@nats-io/nats-core';
import { subjectOf, type XlEvent } from '@xunling/contracts';
import { eventOf, type EventClass } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { GENESIS, linkHash, publishedText, sealBody } from '../journal/hash.js';
import type { Origin } from '../journal/work-unit.js';
import { PipelinedPublisher, type Outgoing } from '../relay/publisher.js';
import type { AppendMeta } from '../work.js';

export type { Outgoing } from '../relay/publisher.js';

/** For specs of one service: another context's events as its relay would publish them, chained and hashed. */
export class ForeignOrigin {
  private readonly heads = new Map<string, { seq: number; hash: string }>();
  private readonly publisher: PipelinedPublisher;

  constructor(nc: NatsConnection, private readonly origin: Origin) { this.publisher = new PipelinedPublisher(nc, '_INBOX_foreign'); }

  /** Makes one event without publishing it. */
  make<T extends object>(event: EventClass<T>, data: T, meta: AppendMeta & { time?: Date }): Outgoing & { event: XlEvent<T> } {
    const { type } = eventOf(event, this.origin.context);
    const id = meta.id ?? newId();
    const body = JSON.stringify(data);
    const { salt, datahash } = sealBody(body);
    const head = JSON.stringify({
      specversion: '1.0', id, source: `${this.origin.context}@${this.origin.node}`, type, subject: meta.aggregate, time: (meta.at ?? new Date(0)).toISOString(), datacontenttype: 'application/json',
      version: meta.version, ...(meta.incidentId ? { incidentid: meta.incidentId } : {}), actor: `system:${this.origin.context}`, correlationid: id, mode: this.origin.mode, street: meta.street, datahash,
    });
    const last = this.heads.get(meta.street) ?? { seq: 0, hash: GENESIS };
    const hash = linkHash(last.hash, last.seq + 1, head);
    this.heads.set(meta.street, { seq: last.seq + 1, hash });
    const text = publishedText(head, last.seq + 1, last.hash, hash, salt, body);
    return { id, subject: subjectOf(this.origin.zone, meta.street, this.origin.node, type), text, event: JSON.parse(text) as XlEvent<T> };
  }

  /** Publishes in the given order; answers stream sequences. */
  publish(events: readonly Outgoing[]): Promise<number[]> { return this.publisher.publish(events); }
  close(): void { this.publisher.close(); }
}
