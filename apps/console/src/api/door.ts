import { REFUSALS, type RefusalCode } from '@xunling/contracts';
import { heardHeader } from './heard.js';

/** A refusal of the door as a person can read it: what happened and, from the code, what to do. */
export class Refused extends Error {
  constructor(
    readonly status: number, readonly code: string, readonly title: { zh: string; en: string }, readonly detail?: string,
    readonly errors: readonly { path: string; reason: string; message: string; messageZh?: string }[] = [], readonly state?: string, readonly allowed: readonly string[] = [], /** Members of the problem beyond RFC 9457 and ours. */ readonly more: Record<string, unknown> = {},
  ) { super(title.en); }
}

const NO_LINK = { zh: '网络中断，未发送，未作任何更改。', en: 'No connection: nothing was sent, nothing was changed.' };

interface Problem { code?: string; title?: string; titleZh?: string; detail?: string; errors?: { path: string; reason: string; message: string; messageZh?: string }[]; state?: string; allowed?: string[]; [more: string]: unknown }

let onSignedOut: () => void = () => undefined;
/** Called when the door says that the session has ended. */
export const whenSignedOut = (fn: () => void): void => { onSignedOut = fn; };

async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const form = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(path, {
      method, credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined || form ? {} : { 'content-type': 'application/json' }), ...(key ? { 'idempotency-key': key } : {}), ...(method === 'GET' ? heardHeader() : {}) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new Refused(0, 'link.lost', NO_LINK);
  }
  if (response.status === 204) return undefined as T;
  if (response.ok) return (await response.json()) as T;
  throw await refusalOf(response, path);
}

export async function refusalOf(response: Response, path = ''): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const code = problem.code ?? 'internal';
  const known = REFUSALS[code as RefusalCode] as { title: string; titleZh: string } | undefined;
  const title = { zh: problem.titleZh ?? known?.titleZh ?? `HTTP ${response.status}`, en: problem.title ?? known?.title ?? `HTTP ${response.status}` };
  if (response.status === 401 && !path.endsWith('/sessions')) onSignedOut();
  return new Refused(response.status, code, title, problem.detail, problem.errors, problem.state, problem.allowed, problem);
}

/** One act keeps one key, so that pressing again after a lost answer has no second effect. */
export const newKey = (): string => crypto.randomUUID();

export const read = <T>(path: string): Promise<T> => call<T>('GET', path);
/** The bytes of a file the door makes. */
export async function readBlob(path: string): Promise<Blob> {
  let response: Response;
  try { response = await fetch(path, { credentials: 'same-origin' }); } catch { throw new Refused(0, 'link.lost', NO_LINK); }
  if (!response.ok) throw await refusalOf(response, path);
  return response.blob();
}
export const write = <T>(path: string, body: unknown, key: string): Promise<T> => call<T>('POST', path, body, key);
export const remove = (path: string): Promise<void> => call<void>('DELETE', path);
