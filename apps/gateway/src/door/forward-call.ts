import { createHash } from 'node:crypto';
import { DEADLINE_MS, LARGE_DEADLINE_MS, operationByName } from '@xunling/contracts/classes';
import type { RpcReply, RpcRequest } from '@xunling/contracts';
import { newId, Refusal } from '@xunling/platform';
import { ClosedConnectionError, ConnectionError, DrainingConnectionError, NoRespondersError, RequestError, TimeoutError } from '@nats-io/transport-node';
import type { Bus } from '../bus.js';
import type { HeardEvents } from '../board/heard-events.js';
import type { Admitted } from './admitted.js';
import type { RecentWrites } from './recent-writes.js';

export interface Call { operation: string; input: unknown; admitted: Admitted; idempotencyKey?: string; correlationId?: string; /** `Heard-Events` as it came. */ heard?: string | undefined }
export interface Answer { result: unknown; replayed: boolean; requestId: string; correlationId: string }

/** Sends one operation to the service that owns it and waits for its answer. */
export class Forward {
  constructor(private readonly bus: Bus, private readonly node: string, private readonly recent: RecentWrites, private readonly events: HeardEvents) {}

  /** Called after an answered operation of the gateway's own context, before the caller hears of it. */
  afterOwn: (operation: string) => Promise<void> = async () => undefined;

  /** Throws the service's refusal, `context.unreachable` where nobody listens, `context.timeout` after the deadline. */
  async call({ operation, input, admitted, idempotencyKey, correlationId = newId(), heard }: Call): Promise<Answer> {
    const requestId = requestIdOf(admitted, operation, idempotencyKey);
    const request: RpcRequest = { caller: admitted.caller, requestId, correlationId, input, after: [...this.recent.of(admitted.sessionId), ...this.events.named(heard)] };
    const reply = await this.send(`rpc.${this.node}.${operation}`, request, operationByName(operation)?.large ? LARGE_DEADLINE_MS : DEADLINE_MS);
    if (!reply.ok) throw new Refusal(reply.refusal.code as never, reply.refusal);
    if (admitted.sessionId && reply.wrote) this.recent.add(admitted.sessionId, reply.wrote);
    if (operation.startsWith('gateway.')) await this.afterOwn(operation);
    return { result: reply.result, replayed: reply.replayed ?? false, requestId, correlationId };
  }

  private async send(subject: string, request: RpcRequest, timeout: number): Promise<RpcReply> {
    const nc = this.bus.connection;
    if (!nc) throw new Refusal('context.unreachable', { detail: 'the message broker is not connected' });
    const payload = JSON.stringify(request);
    if (nc.info && Buffer.byteLength(payload) > nc.info.max_payload) throw new Refusal('request.too-large');
    try {
      return (await nc.request(subject, payload, { timeout })).json<RpcReply>();
    } catch (error) {
      throw transportRefusal(error);
    }
  }
}

function transportRefusal(error: unknown): unknown {
  if (error instanceof RequestError && error.isNoResponders()) return new Refusal('context.unreachable');
  if (error instanceof NoRespondersError) return new Refusal('context.unreachable');
  if (error instanceof TimeoutError || (error instanceof Error && error.cause instanceof TimeoutError)) return new Refusal('context.timeout');
  if (error instanceof ConnectionError || error instanceof ClosedConnectionError || error instanceof DrainingConnectionError) return new Refusal('context.unreachable');
  return error;
}

/** caller + operation + key, so that the same key of two people never meets; random where no key was sent. */
export function requestIdOf(admitted: Admitted, operation: string, key: string | undefined): string {
  if (!key) return newId();
  const who = admitted.caller?.userId ?? `address:${admitted.address}`;
  return createHash('sha256').update(JSON.stringify([who, operation, key])).digest('hex');
}
