/** Where evidence lies: content-addressed, so that the same bytes are kept once under their sha-256. */
export interface EvidenceFiles {
  /** Keeps a received file; it is durable when this resolves. @throws Refusal evidence.store */
  keep(temporary: string, sha256: string, mediaType: string): Promise<void>;
  /** The bytes, or undefined where there are none. @throws Refusal evidence.store */
  read(sha256: string): Promise<Buffer | undefined>;
}
export const EVIDENCE_FILES = Symbol('evidence-files');
