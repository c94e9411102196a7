import { Refusal } from '@xunling/platform';
import { FloorWentBack } from './inbox.store.js';

/** SQLSTATE classes that are the surroundings' fault: connection, resources, shutdown, deadlock, serialization. */
const SURROUNDINGS = /^(08|53|57P|58|40001|40P01|55P03|25006)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Throw this where a message came too early (a version is missing): it waits and is tried again in order. */
export class TooEarly extends Error {}

/** What was committed could not be taken into the subscriber's memory: the reader begins again, and the memory with it. */
export class NotRemembered extends Error {}

export type Fault = 'surroundings' | 'refused' | 'early' | 'failed';

/** Whose fault an error is: only `failed` and `early` count against a message. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) return 'refused';
  if (error instanceof TooEarly) return 'early';
  if (error instanceof FloorWentBack || error instanceof NotRemembered) return 'surroundings';
  const { code, driverError, message } = error as { code?: string; driverError?: { code?: string }; message?: string };
  const sqlstate = driverError?.code ?? code ?? '';
  if (NETWORK.has(sqlstate) || SURROUNDINGS.test(sqlstate)) return 'surroundings';
  if (/Connection terminated|QueryRunnerAlreadyReleased|Client has encountered a connection error|not queryable|is not connected|Driver not Connected/i.test(message ?? '')) return 'surroundings';
  return 'failed';
}
