import type { Role } from './codes.js';

/** Role + area prefix, already filtered to the grants valid now. */
export interface Grant { role: Role; area: string }

/** Who calls, as the gateway established it; services trust it because only a gateway's NATS user may publish on `rpc.>`. */
export interface Caller { userId: string; username: string; name: string; grants: Grant[]; lang: 'zh' | 'en' }

/** What travels on `rpc.<node>.<operation>`. */
export interface RpcRequest<T = unknown> {
  caller: Caller | null;
  /** caller + operation + Idempotency-Key; the same id with another body → 422 `idempotency.mismatch`. */
  requestId: string;
  correlationId: string;
  input: T;
  /** The caller's last writes through this door: a read waits until the service has folded those it subscribes to. */
  after?: { id: string; subject: string }[];
}

/** The answer on the same subject; a refusal is an answer, not a transport error. */
export type RpcReply<T = unknown> =
  | { ok: true; result: T; wrote?: { id: string; subject: string }[]; replayed?: boolean }
  | { ok: false; refusal: RefusalBody };

/** A named refusal. `code` is a stable slug listed in refusals.ts. */
export interface RefusalBody {
  code: string;
  detail?: string;
  errors?: { path: string; reason: string; message: string; messageZh?: string }[];
  state?: string;
  allowed?: string[];
  extra?: Record<string, unknown>;
}

/** True where one grant gives one of the roles over the area. */
export const mayOver = (caller: Caller, roles: readonly string[], area: string): boolean =>
  caller.grants.some((g) => (roles.includes('*') || roles.includes(g.role)) && area.startsWith(g.area));
