import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import type { RpcReply, RpcRequest } from '@xunling/contracts';
import { Refusal, type Clock } from '@xunling/platform';
import type { DataSource } from 'typeorm';
import type { Origin } from '../journal/work-unit.js';
import type { Work } from '../work.js';
import { noteRefusal } from './refusal.store.js';
import { claimRequest, digestOf, keepReply } from './request.store.js';
import type { Transactions } from './transactions.js';

/** A larger answer is a refusal: lists are paged, bytes never travel by NATS. */
const MOST_REPLY = 512 * 1024;

export interface Handler { operation: string; write: boolean; call(input: unknown, work: Work): Promise<unknown> }

export interface RpcServerOptions {
  dataSource: DataSource;
  transactions: Transactions;
  clock: Clock;
  origin: Origin;
  handlers: readonly Handler[];
  /** Waits until this service has folded the caller's own writes it subscribes to. */
  caughtUp: (after: readonly { id: string; subject: string }[]) => Promise<void>;
  onError: (error: unknown, operation: string) => void;
}

const encoder = new TextEncoder();

/** Serves the operations of one context on `rpc.<node>.<operation>`; instances share the work (queue group = context). */
export class RpcServer {
  private subscriptions: Subscription[] = [];
  readonly counts = { inFlight: 0, served: 0 };

  constructor(private readonly options: RpcServerOptions) {}

  start(nc: NatsConnection): void {
    const { origin, handlers } = this.options;
    this.subscriptions = handlers.map((handler) => nc.subscribe(`rpc.${origin.node}.${handler.operation}`, {
      queue: origin.context,
      callback: (error, message) => { if (!error) void this.serve(handler, message); },
    }));
  }

  /** Takes no new requests; those in flight are answered. */
  stop(): void { for (const subscription of this.subscriptions) subscription.unsubscribe(); }

  private async serve(handler: Handler, message: Msg): Promise<void> {
    this.counts.inFlight += 1;
    try {
      const text = await this.answer(handler, message);
      message.respond(encoder.encode(text));
    } catch (error) {
      this.options.onError(error, handler.operation);
      message.respond(encoder.encode(refusalText({ code: 'internal' })));
    } finally {
      this.counts.inFlight -= 1;
      this.counts.served += 1;
    }
  }

  private async answer(handler: Handler, message: Msg): Promise<string> {
    const request = message.json<RpcRequest>();
    try {
      // a write may depend on the caller's last one too: evidence stored by another context
      if (request.after?.length) await this.options.caughtUp(request.after);
      return handler.write ? await this.write(handler, request) : await this.read(handler, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (request.caller) {
        await noteRefusal(this.options.dataSource.manager, request.caller.username, error.code, handler.operation, this.options.clock.now()).catch((e) => this.options.onError(e, handler.operation));
      }
      return refusalText(error.body);
    }
  }

  private async read(handler: Handler, request: RpcRequest): Promise<string> {
    return replyText(await handler.call(request.input, this.options.transactions.reading(causeOf(request))));
  }

  private async write(handler: Handler, request: RpcRequest): Promise<string> {
    const digest = digestOf(request.input);
    let text = '';
    await this.options.transactions.run(causeOf(request), async (work) => {
      const first = await claimRequest(work.em, request.requestId, digest, work.at);
      if (first !== undefined) { text = `${first.slice(0, -1)},"replayed":true}`; return undefined; }
      return { result: await handler.call(request.input, work) };
    }, async (done, wrote, em) => {
      if (!done) return;
      text = replyText(done.result, wrote);
      await keepReply(em, request.requestId, text);
    });
    return text;
  }
}

const causeOf = (request: RpcRequest): { actor: string; caller: RpcRequest['caller']; correlationId: string } =>
  ({ actor: request.caller ? `user:${request.caller.userId}` : 'anonymous', caller: request.caller, correlationId: request.correlationId });

function replyText(result: unknown, wrote?: { id: string; subject: string }[]): string {
  const text = JSON.stringify({ ok: true, result: result ?? null, ...(wrote ? { wrote } : {}) } satisfies RpcReply);
  if (Buffer.byteLength(text) > MOST_REPLY) throw new Refusal('reply.too-large');
  return text;
}

const refusalText = (refusal: Refusal['body']): string => JSON.stringify({ ok: false, refusal } satisfies RpcReply);
