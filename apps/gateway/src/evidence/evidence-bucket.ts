import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ConfigError, Refusal } from '@xunling/platform';
import { AwsClient } from 'aws4fetch';
import type { EvidenceFiles } from './evidence-files.js';

export interface BucketSettings { url: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }

const DEADLINE_MS = 15_000;

/**
 * Settings of an S3-compatible store, or undefined where none is named. The key file holds two lines, access key id and secret.
 * @throws ConfigError with the name of the setting that is wrong, never with what it holds
 */
export function readBucket(env: Record<string, string | undefined>): BucketSettings | undefined {
  const url = env['XL_EVIDENCE_S3_URL'];
  if (!url) return undefined;
  if (!/^https?:\/\/[^/?#]+\/?$/.test(url)) throw new ConfigError('XL_EVIDENCE_S3_URL must be the address of an S3-compatible store, as https://store.example');
  const bucket = env['XL_EVIDENCE_S3_BUCKET'] ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw new ConfigError('XL_EVIDENCE_S3_BUCKET must name a bucket');
  const [accessKeyId, secretAccessKey] = keyOf(env['XL_EVIDENCE_S3_KEY_FILE']);
  return { url: url.replace(/\/$/, ''), bucket, region: env['XL_EVIDENCE_S3_REGION'] || 'us-east-1', accessKeyId, secretAccessKey };
}

function keyOf(file: string | undefined): [string, string] {
  let lines: string[] = [];
  try { lines = readFileSync(file ?? '', 'utf8').split('\n').map((line) => line.trim()).filter(Boolean); } catch { /* said below, without what the system says of the path */ }
  if (lines.length !== 2) throw new ConfigError('XL_EVIDENCE_S3_KEY_FILE must be a readable file of two lines: access key id, secret');
  return lines as [string, string];
}

/** Evidence in an S3-compatible store; every request is signed (SigV4) over its headers and the hash of its body. */
export class EvidenceBucket implements EvidenceFiles {
  private readonly client: AwsClient;
  constructor(private readonly settings: BucketSettings) {
    const { accessKeyId, secretAccessKey, region } = settings;
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  }

  async keep(temporary: string, sha256: string, mediaType: string): Promise<void> {
    const body = await readFile(temporary);
    const answer = await this.ask('PUT', sha256, { body, headers: { 'content-type': mediaType, 'content-length': String(body.length), 'x-amz-content-sha256': sha256 } });
    if (!answer.ok) throw unable(answer.status);
  }

  async read(sha256: string): Promise<Buffer | undefined> {
    const answer = await this.ask('GET', sha256, { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw unable(answer.status);
    return Buffer.from(await answer.arrayBuffer());
  }

  private async ask(method: string, sha256: string, init: { body?: Buffer; headers: Record<string, string> }): Promise<Response> {
    const { url, bucket } = this.settings;
    try {
      return await this.client.fetch(`${url}/${bucket}/evidence/${sha256.slice(0, 2)}/${sha256}`, { method, ...init, body: (init.body ?? null) as RequestInit['body'], signal: AbortSignal.timeout(DEADLINE_MS) });
    } catch { throw unable('no answer'); }
  }
}

const unable = (what: number | string): Refusal => new Refusal('evidence.store', { detail: `the file store said: ${what}` });
