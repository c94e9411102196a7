/** One thing wrong with an alert: a stable slug, where (XPath) and a sentence. */
export interface Fault { reason: string; path: string; message: string }

export const fault = (reason: string, path: string, message: string): Fault => ({ reason, path: path.slice(0, 400), message: message.slice(0, 600) });

/** Carries the one fault at which reading has to stop. */
export class Unreadable extends Error {
  readonly fault: Fault;
  constructor(reason: string, path: string, message: string) {
    super(`${reason}: ${message}`);
    this.fault = fault(reason, path, message);
  }
}
