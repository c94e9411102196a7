import type { Context, Role } from './codes.js';

export interface OperationDefinition {
  /** `<context>.<noun>.<verb>`; the rpc subject is `rpc.<node>.<name>`. */
  name: string;
  /** `POST /api/decisions/:id/raise`. Path parameters, query and body are merged into one input object. */
  http: string;
  summary: string;
  /** Class of the merged input; absent where there is none. */
  input?: new () => object;
  /** Class of the answer. */
  output?: new () => object;
  /** HTTP status of success; default 200. */
  status?: number;
  /** Who may call; `*` is any signed-in person, `public` needs no session. */
  roles: readonly (Role | '*' | 'public')[];
  /** A matter of the whole zone: only a grant over all of it admits, a narrower one is refused with `access.area`. Everything else is judged by area where the facts are. */
  zone?: true;
  /** A write runs in one transaction with its events and takes an Idempotency-Key. */
  write: boolean;
  /** Takes a whole file or everybody of an area: the door waits longer for its answer (`LARGE_DEADLINE_MS`). */
  large?: true;
  /** `stream`: raw body, multipart or SSE, a hand-written controller of the gateway; it is listed here for documents and the access matrix. */
  kind: 'rpc' | 'stream';
  /** Media types of a raw body; default JSON. Only for `stream`. */
  consumes?: readonly string[];
  /** Media types of an answer that is no JSON. Only for `stream`. */
  produces?: readonly string[];
  /** Example input, executed by the contract test. */
  example?: object;
}

/** A service has this long to answer (design.md §3), … */
export const DEADLINE_MS = 5_000;
/** … and this long where one act takes a whole file or everybody of an area. */
export const LARGE_DEADLINE_MS = 30_000;

const operations = new Map<string, OperationDefinition>();

/** The only place an endpoint is described: gateway routes, OpenAPI, the typed client and the access matrix come from here. */
export function defineOperation(op: Omit<OperationDefinition, 'kind'> & { kind?: 'rpc' | 'stream' }): OperationDefinition {
  const full: OperationDefinition = { kind: 'rpc', ...op };
  if (operations.has(full.name)) throw new Error(`operation ${full.name} is defined twice`);
  if (!/^(GET|POST|PUT|DELETE) \/\S+$/.test(full.http)) throw new Error(`operation ${full.name}: http must be "METHOD /path"`);
  operations.set(full.name, full);
  return full;
}

export const operationByName = (name: string): OperationDefinition | undefined => operations.get(name);
/** All operations, sorted by name. */
export const allOperations = (): OperationDefinition[] => [...operations.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
/** Context that serves an operation. */
export const contextOf = (op: OperationDefinition): Context => op.name.split('.')[0] as Context;
