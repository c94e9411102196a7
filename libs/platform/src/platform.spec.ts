import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigError, derivedId, impossible, MovableClock, newId, readServiceConfig, Refusal, wholeSetting } from './index.js';

const env = (more: Record<string, string> = {}): Record<string, string> => ({ XL_DATABASE_URL: 'postgres://x', XL_NATS_URL: 'nats://x', ...more });
const wrong = (run: () => unknown): string => { try { run(); } catch (e) { if (e instanceof ConfigError) return e.message; throw e; } return ''; };

describe('settings of a service', () => {
  it('have defaults where one is possible', () => {
    expect(readServiceConfig(env())).toMatchObject({ node: 'c', zone: '410171', mode: 'live', innerPort: 0, poolSize: 40, ownerUrl: undefined, natsSeedFile: undefined, seed: undefined });
  });

  it.each([
    ['XL_DATABASE_URL', env({ XL_DATABASE_URL: '' })], ['XL_NATS_URL', { XL_DATABASE_URL: 'x' }], ['XL_MODE', env({ XL_MODE: 'drill' })], ['XL_INNER_PORT', env({ XL_INNER_PORT: '70000' })],
    ['XL_INNER_PORT', env({ XL_INNER_PORT: '80a' })], ['XL_POOL_SIZE', env({ XL_POOL_SIZE: '1' })], ['XL_NATS_SEED', env({ XL_NATS_SEED: '/nowhere/seed' })], ['XL_NODE_KEY', env({ XL_NODE_KEY: '/nowhere/key' })],
  ])('refuse by name a wrong %s', (name, settings) => { expect(wrong(() => readServiceConfig(settings))).toContain(name); });

  it('take a whole number within its bounds and nothing else', () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: -100, max: 400 }).map(String), fc.double().map(String), fc.string()), (text) => {
      const value = text === '' ? 7 : Number(text);
      const good = Number.isInteger(value) && value >= 1 && value <= 200;
      expect(wrong(() => wholeSetting({ XL_N: text }, 'XL_N', 7, 1, 200)) === '').toBe(good);
    }));
  });

  it('take a file that is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xl-platform-'));
    try {
      writeFileSync(join(folder, 'seed'), 'x');
      expect(readServiceConfig(env({ XL_NATS_SEED: join(folder, 'seed') })).natsSeedFile).toBe(join(folder, 'seed'));
    } finally { rmSync(folder, { recursive: true }); }
  });
});

describe('ids', () => {
  it('are new each time and sort by time', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
  });

  it('are the same for the same name everywhere and always, and differ between kinds', () => {
    expect(derivedId('duty', '018f0000-0000-7000-8000-000000000001')).toBe(derivedId('duty', '018f0000-0000-7000-8000-000000000001'));
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => { expect(derivedId('duty', a) === derivedId('duty', b)).toBe(a === b); }));
    expect(derivedId('duty', 'x')).not.toBe(derivedId('mission', 'x'));
  });
});

describe('a refusal', () => {
  it('carries its code, what is allowed and the path of every fault', () => {
    expect(new Refusal('state.conflict', { state: 'verified', allowed: [] }).body).toEqual({ code: 'state.conflict', state: 'verified', allowed: [] });
    expect(new Refusal('unknown.id').message).toBe('unknown.id');
    expect(impossible('minutes', 'order', 'too early').body).toEqual({ code: 'input.impossible', errors: [{ path: 'minutes', reason: 'order', message: 'too early' }] });
  });
});

describe('the movable clock', () => {
  it('moves only when told to, and nobody can move it through what it gave out', () => {
    const clock = new MovableClock(new Date('2021-07-20T00:00:00Z'));
    clock.now().setFullYear(1999);
    clock.advance(90_000);
    expect(clock.now().toISOString()).toBe('2021-07-20T00:01:30.000Z');
    clock.set(new Date('2021-07-21T00:00:00Z'));
    expect(clock.now().toISOString()).toBe('2021-07-21T00:00:00.000Z');
  });
});
