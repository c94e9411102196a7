import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvidenceBucket, readBucket } from './evidence-bucket.js';

/** A peer of ours that speaks S3's PUT and GET of an object and recomputes every signature from the specification (SigV4), by code that shares nothing with the client. */
const KEY = { id: 'AKIDEVIDENCE', secret: 'a-secret-of-the-spec/+' };
const objects = new Map<string, { bytes: Buffer; type: string }>();
let server: Server;
let url: string;
let fail = 0;
const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function signedRight(request: IncomingMessage, body: Buffer): boolean {
  const m = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (!m) return false;
  const [, id, day, region, signed, signature] = m as unknown as string[];
  const date = String(request.headers['x-amz-date']);
  const payload = String(request.headers['x-amz-content-sha256']);
  if (id !== KEY.id || !date.startsWith(day!) || Math.abs(Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')) - Date.now()) > 900_000) return false;
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha(body)) return false;
  if (!signed!.split(';').includes('host') || !signed!.split(';').includes('x-amz-content-sha256')) return false;
  const headers = signed!.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, request.url, '', headers, signed, payload].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, `${day}/${region}/s3/aws4_request`, sha(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${KEY.secret}`, day!), region!), 's3'), 'aws4_request');
  return hmac(key, toSign).toString('hex') === signature;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (c: Buffer) => chunks.push(c)).on('end', () => {
      const body = Buffer.concat(chunks);
      if (fail > 0) { fail -= 1; response.writeHead(503).end(); return; }
      if (!signedRight(request, body)) { response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>'); return; }
      if (request.method === 'PUT') { objects.set(request.url!, { bytes: body, type: String(request.headers['content-type']) }); response.writeHead(200).end(); return; }
      const found = objects.get(request.url!);
      response.writeHead(found ? 200 : 404).end(found?.bytes);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });

const folder = mkdtempSync(join(tmpdir(), 'xl-bucket-'));
const keyFile = (text: string): string => { const path = join(folder, sha(text).slice(0, 8)); writeFileSync(path, text); return path; };
const env = (secret = KEY.secret, more: Record<string, string> = {}) => ({ XL_EVIDENCE_S3_URL: url, XL_EVIDENCE_S3_BUCKET: 'flood-evidence', XL_EVIDENCE_S3_KEY_FILE: keyFile(`${KEY.id}\n${secret}\n`), ...more });
const refusal = async (run: Promise<unknown>): Promise<{ code: string; body: { detail?: string } }> => run.then(() => { throw new Error('was not refused'); }, (e: unknown) => e as never);

describe('evidence in an S3-compatible store', () => {
  it('is put under its hash with a right signature and comes back byte for byte', async () => {
    const bytes = Buffer.from('a photo, as it was received \xff\xd8', 'latin1');
    const path = join(folder, 'incoming');
    writeFileSync(path, bytes);
    const bucket = new EvidenceBucket(readBucket(env())!);
    await bucket.keep(path, sha(bytes), 'image/jpeg');
    expect([...objects]).toEqual([[`/flood-evidence/evidence/${sha(bytes).slice(0, 2)}/${sha(bytes)}`, { bytes, type: 'image/jpeg' }]]);
    expect((await bucket.read(sha(bytes)))!.equals(bytes)).toBe(true);
    expect(await bucket.read('0'.repeat(64))).toBeUndefined();
  });

  it('is refused by name where the key is wrong or nobody answers, without the secret', async () => {
    const wrong = await refusal(new EvidenceBucket(readBucket(env('another-secret'))!).read('0'.repeat(64)));
    expect([wrong.code, wrong.body.detail]).toEqual(['evidence.store', 'the file store said: 403']);
    const nobody = await refusal(new EvidenceBucket({ ...readBucket(env())!, url: 'http://127.0.0.1:9' }).read('0'.repeat(64)));
    expect(nobody.code).toBe('evidence.store');
    expect(JSON.stringify([wrong.body, nobody.body])).not.toContain('secret');
  });

  it('is tried again where the store is busy for a moment', async () => {
    fail = 1;
    expect(await new EvidenceBucket(readBucket(env())!).read('0'.repeat(64))).toBeUndefined();
  });

  it.each([['XL_EVIDENCE_S3_URL', 'ftp://x'], ['XL_EVIDENCE_S3_BUCKET', 'No Bucket'], ['XL_EVIDENCE_S3_KEY_FILE', '/nowhere']])('names the setting that is wrong: %s', (name, value) => {
    expect(() => readBucket(env(KEY.secret, { [name]: value }))).toThrow(new RegExp(`^${name}`));
    expect(readBucket({})).toBeUndefined();
  });
});
