import type { EventDefinition } from '../event.js';
import { schemaOf, type JsonSchema } from '../schema.js';
import { sampleOf } from './sample.js';

/** A first golden file of an event type: its data with every field. Written once; from then on it must parse for ever. */
export function goldenOf({ type, data }: EventDefinition): { type: string; data: unknown } {
  const schema = schemaOf(data);
  return { type, data: sampleOf(schema, (schema['$defs'] ?? {}) as Record<string, JsonSchema>) };
}
