import type { RefusalBody, RefusalCode } from '@xunling/contracts';

/** A named refusal: rules throw it, the rpc edge turns it into an answer, the door into problem+json. Changes nothing. */
export class Refusal extends Error {
  readonly body: RefusalBody;
  constructor(readonly code: RefusalCode, more: Omit<RefusalBody, 'code'> = {}) {
    super(more.detail ? `${code}: ${more.detail}` : code);
    this.body = { code, ...more };
  }
}

/** 422 with the path of what is impossible. */
export const impossible = (path: string, reason: string, message: string): Refusal =>
  new Refusal('input.impossible', { errors: [{ path, reason, message }] });
