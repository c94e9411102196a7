import { REFUSALS, type RefusalBody, type RefusalCode } from '@xunling/contracts';

/** RFC 9457 body of a refusal. */
export interface Problem {
  type: string;
  status: number;
  code: string;
  title: string;
  titleZh: string;
  detail?: string;
  errors?: { path: string; reason: string; message: string; messageZh?: string }[];
  state?: string;
  allowed?: string[];
  [extra: string]: unknown;
}

/** Problem of a named refusal; a code nobody listed is a fault of ours and shown as `internal`. */
export function problemOf(refusal: RefusalBody): Problem {
  const known = REFUSALS[refusal.code as RefusalCode] as (typeof REFUSALS)[RefusalCode] | undefined;
  const code = known ? refusal.code : 'internal';
  const { status, title, titleZh } = known ?? REFUSALS.internal;
  const { detail, errors, state, allowed, extra } = refusal;
  return {
    ...extra,
    type: `/docs#refusal-${code}`, status, code, title, titleZh,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...(state !== undefined && { state }),
    ...(allowed && { allowed }),
  };
}

const BY_STATUS: Record<number, RefusalCode> = {
  400: 'request.malformed', 404: 'request.unknown-route', 405: 'request.unknown-route', 413: 'request.too-large', 415: 'request.media-type', 429: 'request.too-fast',
};

/** Refusal of an error the HTTP layer raised by itself (body not JSON, too large, no such route); undefined where it is none. */
export function refusalOfStatus(status: number, message: string): RefusalBody | undefined {
  const code = BY_STATUS[status];
  if (!code) return undefined;
  if (code === 'request.malformed') return { code, errors: [{ path: '', reason: 'unreadable', message }] };
  return { code };
}
