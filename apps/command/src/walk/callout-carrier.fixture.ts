import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../callout/channels.js';
import { sign, verified } from '../callout/signature.js';

export type Call = Omit<Message, 'at'> & { at: string };
/** What a person does when rung: hears so much and answers or not; undefined is silence. A number is the status the carrier refuses with. */
export type Manner = (call: Call, nth: number) => { heardSeconds: number; answered: boolean; by?: string } | number | undefined;

/** A carrier on a real port: checks who calls it, keeps one call per attempt, and gives back signed receipts of what its persons did. */
export class Carrier {
  readonly secret = randomBytes(24).toString('hex');
  /** Accepted, by attempt; a second hand-over of the same attempt is the same call. */
  readonly calls = new Map<string, Call>();
  readonly posts: { id: string; calloutId: string; status: number }[] = [];
  badSignatures = 0;
  repeated = 0;
  private receipts: { attemptId: string; by: string; heardSeconds: number; answered: boolean }[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'xl-carrier-'));
  private server!: Server;

  private constructor(private readonly now: () => Date, public manner: Manner) {}

  static async start(now: () => Date, manner: Manner): Promise<Carrier> {
    const carrier = new Carrier(now, manner);
    carrier.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => { response.statusCode = carrier.take(body, request.headers as Record<string, string>); response.end(); });
    });
    await new Promise<void>((resolve) => { carrier.server.listen(0, '127.0.0.1', resolve); });
    writeFileSync(join(carrier.folder, 'secret'), `${carrier.secret}\n`, { mode: 0o600 });
    return carrier;
  }

  get env(): Record<string, string> { return { XL_CALLOUT_WEBHOOK_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/call`, XL_CALLOUT_WEBHOOK_SECRET_FILE: join(this.folder, 'secret') }; }

  /** Receipts since the last time, signed as the contract says. */
  signed(receipts = this.receipts.splice(0, 500), secret = this.secret): { timestamp: number; receipts: object[]; signature: string } {
    const timestamp = Math.floor(this.now().getTime() / 1000);
    return { timestamp, receipts, signature: sign(secret, timestamp, receipts.map((r) => `${r.attemptId}|${r.by}|${r.heardSeconds}|${r.answered}`).join('\n')) };
  }
  get waiting(): number { return this.receipts.length; }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
    rmSync(this.folder, { recursive: true });
  }

  private take(body: string, headers: Record<string, string>): number {
    if (!verified(this.secret, Number(headers['x-xunling-timestamp']), body, headers['x-xunling-signature'] ?? '', this.now())) { this.badSignatures += 1; return 401; }
    const call = JSON.parse(body) as Call;
    const id = headers['idempotency-key']!;
    if (this.calls.has(id)) { this.repeated += 1; return 200; }
    const did = this.manner(call, this.posts.filter((p) => p.id === id).length + 1);
    const status = typeof did === 'number' ? did : 200;
    this.posts.push({ id, calloutId: call.calloutId, status });
    if (status !== 200) return status;
    this.calls.set(id, call);
    if (typeof did === 'object') this.receipts.push({ attemptId: id, by: did.by ?? call.userId, heardSeconds: did.heardSeconds, answered: did.answered });
    return 200;
  }
}
