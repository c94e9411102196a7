import type { JsonSchema } from '../schema.js';
import { incompatibilities } from './compatible.js';

interface AsyncDoc { components?: { messages?: Record<string, unknown>; schemas?: Record<string, JsonSchema> } }
const dataRef = (doc: AsyncDoc, type: string): JsonSchema | undefined => {
  const found = /"data":\{"oneOf":\[\{"\$ref":"([^"]+)"/.exec(JSON.stringify(doc.components?.messages?.[type] ?? null));
  return found ? { $ref: found[1] } : undefined;
};

/** Event types of the committed AsyncAPI that the new one breaks or lacks, one sentence each. */
export function brokenEvents(committed: AsyncDoc, generated: AsyncDoc): string[] {
  const [was, is] = [committed.components?.schemas ?? {}, generated.components?.schemas ?? {}];
  return Object.keys(committed.components?.messages ?? {}).flatMap((type) => {
    const [before, after] = [dataRef(committed, type), dataRef(generated, type)];
    if (!before) return [];
    if (!after) return [`${type} is gone; kept events of it could no longer be read`];
    return incompatibilities(before, after, was, is).map((fault) => `${type}: ${fault}; make it a new major version`);
  });
}
