import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import '../classes.js';
import { allEvents } from '../event.js';
import { allOperations } from '../operation.js';
import { asyncApi } from './asyncapi.js';
import { openApi } from './openapi.js';

type Doc = Record<string, any>;
const danglingRefs = (doc: Doc): string[] => [...JSON.stringify(doc).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((m) => m[1]!).filter((path) => path.split('/').reduce<any>((at, key) => at?.[key], doc) === undefined);

describe('the generated documents', () => {
  it('are the committed ones', () => {
    // in a process of its own: other specs of this worker define events
    const { status, stderr } = spawnSync(process.execPath, [resolve(import.meta.dirname, 'cli.js'), '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('refer to nothing that is missing', () => {
    expect([...danglingRefs(openApi() as Doc), ...danglingRefs(asyncApi() as Doc)]).toEqual([]);
  });

  it('describe every operation and every event once', () => {
    const ids = Object.values((openApi() as Doc)['paths'] as Doc).flatMap((item: Doc) => Object.values(item).map((op: any) => op.operationId as string));
    expect(ids.sort()).toEqual(allOperations().map((op) => op.name).sort());
    expect(Object.keys((asyncApi() as Doc)['channels'])).toEqual(allEvents().map((e) => e.type));
  });

  it('close every object, so that an unknown field is refused by the schema as by the class', () => {
    const open = Object.entries((openApi() as Doc)['components'].schemas as Doc).filter(([name, s]: [string, any]) => name !== 'Problem' && s.type === 'object' && s.additionalProperties !== false);
    expect(open.map(([name]) => name)).toEqual([]);
  });
});

describe('operations', () => {
  const withInput = allOperations().filter((op) => op.input);

  it.each(withInput.map((op) => [op.name, op] as const))('%s has an example its input class accepts', (_, op) => {
    expect(op.example).toBeDefined();
    const errors = validateSync(plainToInstance(op.input!, op.example), { whitelist: true, forbidNonWhitelisted: true });
    expect(errors.map((e) => `${e.property}: ${JSON.stringify(e.constraints ?? e.children)}`)).toEqual([]);
  });

  it('name their path parameters in their input', () => {
    for (const op of allOperations()) {
      const inPath = [...op.http.matchAll(/:(\w+)/g)].map((m) => m[1]!);
      expect([op.name, inPath.every((name) => name in ((op.example ?? {}) as object))]).toEqual([op.name, true]);
    }
  });

  it('have one address each', () => {
    const shapes = allOperations().map((op) => op.http.replace(/:\w+/g, ':'));
    expect(shapes.filter((s, i) => shapes.indexOf(s) !== i)).toEqual([]);
  });

  it('never write by GET', () => {
    expect(allOperations().filter((op) => op.write && op.http.startsWith('GET ')).map((op) => op.name)).toEqual([]);
  });
});
