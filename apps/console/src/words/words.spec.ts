import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FORCES, LEVELS, MEASURES, STAGES, COLOURS, SUSPEND_SCOPES } from '@xunling/contracts';
import { en } from './en.js';
import { eventKey } from '../view/event.js';
import { zh } from './zh.js';

type Tree = { [key: string]: string | Tree };
const keysOf = (tree: Tree, at = ''): string[] => Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [`${at}${k}`] : keysOf(v, `${at}${k}/`)));
const textAt = (tree: Tree, key: string): string | undefined => {
  const found = key.split('/').reduce<string | Tree | undefined>((t, k) => (typeof t === 'object' ? t[k] : undefined), tree);
  return typeof found === 'string' ? found : undefined;
};
const src = fileURLToPath(new URL('../../../src', import.meta.url));
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !/spec|words/.test(f)).map((f) => readFileSync(join(src, f), 'utf8'));

describe('the catalogues', () => {
  it('have the same keys, none empty', () => {
    expect(keysOf(en as unknown as Tree).sort()).toEqual(keysOf(zh as unknown as Tree).sort());
    for (const tree of [zh, en] as unknown as Tree[]) for (const key of keysOf(tree)) expect([key, textAt(tree, key)!.trim()]).not.toEqual([key, '']);
  });

  it('have every key the pages ask for', () => {
    const asked = new Set(sources.flatMap((text) => [...text.matchAll(/\bt\(\s*'([^'$]+)'/g)].map((m) => m[1]!)));
    expect(asked.size).toBeGreaterThan(60);
    expect([...asked].filter((key) => textAt(zh as unknown as Tree, key) === undefined)).toEqual([]);
  });

  it('take the same values in both languages', () => {
    const values = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!).sort();
    for (const key of keysOf(zh as unknown as Tree)) expect([key, values(textAt(en as unknown as Tree, key)!)]).toEqual([key, values(textAt(zh as unknown as Tree, key)!)]);
  });

  it('name every code of the language', () => {
    for (const [group, codes] of Object.entries({ stage: STAGES, measure: MEASURES, scope: SUSPEND_SCOPES, force: FORCES, colour: COLOURS, level: LEVELS })) {
      for (const code of codes) expect([`${group}/${code}`, textAt(zh as unknown as Tree, `${group}/${code}`)]).not.toEqual([`${group}/${code}`, undefined]);
    }
  });

  it('name every event of the contract', () => {
    const contract = readFileSync(join(src, '../../../docs/asyncapi.json'), 'utf8');
    const types = new Set([...contract.matchAll(/"([a-z]+\.[a-z-]+\.[a-z-]+)\.v\d+"/g)].map((m) => m[1]!));
    expect(types.size).toBeGreaterThan(200);
    const named = zh.event as Record<string, string>;
    expect([...types].filter((type) => named[eventKey(type)] === undefined)).toEqual([]);
  });

  it('leave no Chinese text in a page outside the catalogue', () => {
    for (const text of sources) expect(text.replace(/const NO_LINK = .*/, '').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').match(/[\u4e00-\u9fff]+/g)?? []).toEqual([]);
  });
});
