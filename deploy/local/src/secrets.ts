import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUser, fromSeed } from '@nats-io/nkeys';

/** Text of a file only its owner may read; made by `make` the first time. Written whole or not at all. */
export function kept(file: string, make: () => string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, make(), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

/** Safe in a url, a shell and an HTTP header. */
export const newSecret = (bytes = 18): string => randomBytes(bytes).toString('base64url');

/** Path of the node's ed25519 signing key (PKCS8 PEM). */
export function nodeKey(keys: string): string {
  const file = join(keys, 'node.pem');
  kept(file, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  return file;
}

export interface NatsKey { seedFile: string; publicKey: string }

/** One nkey per NATS user; the seed stays in its file, the server gets the public key. */
export function natsKey(keys: string, user: string): NatsKey {
  const seedFile = join(keys, `nats-${user}.seed`);
  const seed = kept(seedFile, () => new TextDecoder().decode(createUser().getSeed()));
  return { seedFile, publicKey: fromSeed(new TextEncoder().encode(seed)).getPublicKey() };
}

export interface Demo { password: string; feedSecret: string }

/**
 * Password of the demo accounts and secret of the feed key, in clear until the first start has succeeded and shown them;
 * then only their hashes exist, in the gateway's database. Null on later starts.
 */
export function demoSecrets(keys: string, fixed: string | undefined): Demo | null {
  if (existsSync(join(keys, 'demo-shown'))) return null;
  const text = kept(join(keys, 'demo.json'), () => JSON.stringify({ password: fixed ?? newSecret(9), feedSecret: fixed ?? newSecret() }));
  return JSON.parse(text) as Demo;
}

export function demoShown(keys: string): void {
  kept(join(keys, 'demo-shown'), () => 'shown\n');
  rmSync(join(keys, 'demo.json'), { force: true });
}
