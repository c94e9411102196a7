import type { StoredEvidence } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { newKey, write } from './door.js';

/** Puts a photo up under a key of its own and answers its id; the same photo goes up once, also where the act after it is refused and sent again. */
export function useUpload(): { sending: boolean; error: unknown; run: (photo: { blob: Blob; takenAt: string }) => Promise<string | undefined> } {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const kept = useRef<{ blob: Blob; key: string; id?: string }>(undefined);
  const run = async (photo: { blob: Blob; takenAt: string }): Promise<string | undefined> => {
    if (kept.current?.blob !== photo.blob) kept.current = { blob: photo.blob, key: newKey() };
    if (kept.current.id) return kept.current.id;
    const form = new FormData();
    form.append('takenAt', photo.takenAt);
    form.append('file', photo.blob, 'photo.jpg');
    setSending(true);
    setError(undefined);
    try {
      kept.current.id = (await write<StoredEvidence>('/api/evidence', form, kept.current.key)).id;
      return kept.current.id;
    } catch (problem) { setError(problem); return undefined; } finally { setSending(false); }
  };
  return { sending, error, run };
}
