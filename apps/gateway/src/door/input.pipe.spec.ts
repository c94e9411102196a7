import { describe, expect, it } from 'vitest';
import { GiveGrantInput, ListAccountsInput } from '@xunling/contracts/classes';
import type { Refusal } from '@xunling/platform';
import { InputPipe, mergedInput } from './input.pipe.js';

const meta = { type: 'custom' } as const;
const faults = async (input: new () => object, value: Record<string, unknown>): Promise<string[]> => {
  try {
    await new InputPipe(input).transform(value, meta);
    return [];
  } catch (error) { return (error as Refusal).body.errors!.map((e) => `${e.path} ${e.reason}`); }
};

describe('the input of an operation', () => {
  it('names every bad field at once: missing, wrong and unknown', async () => {
    expect(await faults(GiveGrantInput, { userId: 'x', area: '41017', extra: 1 })).toEqual(['extra unknown-field', 'userId matches', 'role required', 'area matches']);
  });

  it('reads numbers and flags out of the query', async () => {
    expect(await new InputPipe(ListAccountsInput).transform({ limit: '7' }, meta)).toMatchObject({ limit: 7 });
    expect(await faults(ListAccountsInput, { limit: '501' })).toEqual(['limit max']);
    expect(await faults(ListAccountsInput, { limit: '1e2' })).toContain('limit is-int');
  });

  it('takes nothing where the operation has no input', async () => {
    expect(new InputPipe(undefined).transform({}, meta)).toEqual({});
    expect(() => new InputPipe(undefined).transform({ a: 1 }, meta)).toThrow('request.malformed');
  });

  it('merges path, query and body, and refuses a name that comes twice', () => {
    expect(mergedInput({ id: '1' }, { b: '2' }, { c: 3 })).toEqual({ id: '1', b: '2', c: 3 });
    expect(() => mergedInput({ id: '1' }, {}, { id: '2' })).toThrow('request.malformed');
    expect(() => mergedInput({}, {}, [1])).toThrow('request.malformed');
    expect(() => mergedInput({}, {}, 'text')).toThrow('request.malformed');
  });

  it('refuses what no table keeps in any text, by its path', () => {
    const paths = (...parts: [object, object, object]): unknown => { try { return mergedInput(...parts); } catch (error) { return (error as Refusal).body.errors!.map((e) => `${e.path} ${e.reason}`); } };
    expect(paths({ id: '\0' }, { q: 'a\0' }, { text: '决口\0', lines: [{ note: 'x' }, { note: '\ud800' }], 'k\0': 1 })).toEqual(['id', 'q', 'text', 'lines.1.note', 'k\uFFFD'].map((path) => `${path} not-text`));
    expect(paths({}, {}, { text: '\\u0000\n🌊' })).toEqual({ text: '\\u0000\n🌊' });
  });
});
