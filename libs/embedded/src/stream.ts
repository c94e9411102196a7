import { jetstreamManager, RetentionPolicy, StorageType, type StreamConfig } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';

/** The one stream of a zone: everything on `xl.>`, in files, kept without age limit (design.md §3). */
export const STREAM: Partial<StreamConfig> & { name: string; subjects: string[] } = {
  name: 'XL',
  subjects: ['xl.>'],
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  max_age: 0,
  duplicate_window: 120 * 1_000_000_000,
  allow_direct: true,
  num_replicas: 1,
};

/** Makes the stream where it is absent and brings an older configuration up to this one. Needs the set-up user. */
export async function ensureStream(nc: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(nc);
  const present = await manager.streams.info(STREAM.name).catch((error: { code?: number; name?: string }) => {
    if (error.code === 10059 || error.name === 'StreamNotFoundError') return null;
    throw error;
  });
  if (!present) await manager.streams.add(STREAM);
  else await manager.streams.update(STREAM.name, { subjects: STREAM.subjects, duplicate_window: STREAM.duplicate_window, allow_direct: true, max_age: 0 });
}
