import type { EvidenceRef } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';

/** Record of one stored file; `area` is the uploader's. */
export interface Evidence { id: string; sha256: string; mediaType: string; bytes: number; area: string; by: string; takenAt?: string; receivedAt: string }
export type KnownEvidence = ReadonlyMap<string, Evidence>;

const MOST_FILES = 10;

/**
 * The named files as an event carries them, each once.
 * @throws Refusal evidence.unknown where one is not there or another person's, evidence.required where a photo is asked and none is named
 */
export function evidenceFor(asked: 'photo' | 'none', ids: readonly string[], known: KnownEvidence, by: string): EvidenceRef[] {
  const named = [...new Set(ids)];
  if (named.length > MOST_FILES) throw impossible('evidence', 'too-many', `at most ${MOST_FILES} files`);
  const strange = named.filter((id) => known.get(id)?.by !== by);
  if (strange.length > 0) {
    throw new Refusal('evidence.unknown', { errors: strange.map((id) => ({ path: `evidence.${ids.indexOf(id)}`, reason: 'unknown', message: `no file ${id} of yours` })) });
  }
  const files = named.map((id) => known.get(id)!);
  if (asked === 'photo' && !files.some((f) => f.mediaType.startsWith('image/'))) {
    throw new Refusal('evidence.required', { errors: [{ path: 'evidence', reason: 'photo', message: 'this measure needs a photo' }] });
  }
  return files.map(({ id, sha256, takenAt, receivedAt }) => ({ evidenceId: id, sha256, ...(takenAt ? { takenAt } : {}), receivedAt }));
}
