import type { XlEvent } from '@xunling/contracts';
import { headSentence, signedBy } from '../heads/node-key.js';
import { isHeadStatement } from '../heads/state-heads.js';
import { GENESIS, isTombstone, linkHash, provesItself, sealBody, takeApart } from '../journal/hash.js';
import type { ExportHeader } from './export.js';
import type { PartBegin, PartHeader, PartTrailer } from './part.js';

export type FaultKind = 'changed' | 'missing' | 'truncated';
/** What is wrong first in one chain. `seq` is the first entry concerned; `line` the line that shows it, where one does. */
export interface Fault { kind: FaultKind; source: string; street: string; seq: number; line?: number; id?: string; reason: string }

interface Chain {
  source: string; street: string; seq: number; hash: string; count: number;
  /** Hashes since the last proven head, by sequence. */
  hashes: Map<number, string>;
  /** Entries that came before their predecessor. */
  early: Map<number, { line: number; event: XlEvent }>;
  proven: number;
  /** `at` of the first statement of this source that came after the first entry not yet stated. */
  unstatedSince: string | undefined;
  fault: Fault | undefined;
}

type Statement = { street: string; seq: number; hash: string; signature: string; publicKey: string; at?: string };
const GRACE_MS = 120_000;

/**
 * Checks published events line by line, chain by chain (source × street), against their hashes and the signed heads among
 * them. Lines may be those of `exportJournal` or of the stream in any interleaving; the same entry twice is one.
 */
export class JournalVerifier {
  private readonly chains = new Map<string, Chain>();
  private readonly expected = new Map<string, Map<number, string>>();
  private readonly lastStated = new Map<string, string>();
  private readonly tombstones = new Map<string, Fault>();
  private readonly erased = new Set<string>();
  private unreadable: Fault | undefined;
  private lines = 0;
  duplicates = 0;

  /** @param key public key of the node (base64), where it is known from elsewhere; else the first one met is held to. */
  constructor(private key?: string) {}

  /** A head known from elsewhere (`head.stated` data with its source): the file must reach it. */
  expect(source: string, statement: Statement): boolean {
    if (!this.signed(source, statement)) return false;
    const key = `${source}/${statement.street}`;
    const heads = this.expected.get(key) ?? new Map<number, string>();
    heads.set(statement.seq, statement.hash);
    this.expected.set(key, heads);
    if (statement.seq > 0) this.chain(source, statement.street);
    return true;
  }

  line(text: string): void {
    this.lines += 1;
    if (text.trim() === '') return;
    let parsed: Partial<XlEvent> & Partial<Omit<ExportHeader, 'export'>> & Partial<Omit<PartHeader & PartTrailer, 'export'>> & { export?: string };
    try { parsed = JSON.parse(text) as typeof parsed; } catch { return this.cannotRead('this line is no JSON'); }
    if (parsed.export === 'xunling-journal-part/1') return this.part(parsed);
    if (parsed.export) return this.header(parsed as ExportHeader);
    const event = parsed as XlEvent;
    if (typeof event.source !== 'string' || typeof event.street !== 'string' || !Number.isSafeInteger(event.originseq) || typeof event.hash !== 'string') return this.cannotRead('this line is no event of a journal');
    this.entry(event, this.lines);
  }

  /** Ends the check: first fault of every chain, in the order in which the file shows them; empty where all proves. */
  end(): Fault[] {
    for (const chain of this.chains.values()) this.close(chain);
    const faults = [...this.chains.values()].flatMap((chain) => chain.fault ?? []);
    for (const [id, fault] of this.tombstones) if (!this.erased.has(id)) faults.push(fault);
    if (this.unreadable) faults.push(this.unreadable);
    return faults.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
  }

  /** Chains and entries seen, for a summary. */
  counts(): { chains: number; entries: number; unstated: number } {
    const chains = [...this.chains.values()];
    return { chains: chains.length, entries: chains.reduce((sum, c) => sum + c.count, 0), unstated: chains.reduce((sum, c) => sum + Math.max(0, c.seq - c.proven), 0) };
  }

  private header({ source, publicKey, heads }: ExportHeader): void {
    for (const head of heads) if (!this.expect(source, { ...head, publicKey })) this.cannotRead(`the signature of the head of street ${head.street} in the first line is wrong`);
  }

  private part({ begins = [], erasures = [] }: { begins?: PartBegin[]; erasures?: XlEvent[] }): void {
    for (const { source, ...head } of begins) {
      if (!this.signed(source, head)) return this.cannotRead(`the head of ${source} street ${head.street} behind which this part begins is not signed by the node`);
      const chain = this.chain(source, head.street);
      if (chain.count > 0) return this.cannotRead(`where ${source} street ${head.street} begins is told after its first entry`);
      Object.assign(chain, { seq: head.seq, hash: head.hash, proven: head.seq } satisfies Partial<Chain>);
    }
    for (const event of erasures) {
      if (!provesItself(event)) return this.cannotRead('an order to erase in this line does not prove itself');
      this.orders(event);
    }
  }

  private orders(event: XlEvent): void {
    if (event.type.endsWith('.body.erased.v1') && !isTombstone(event)) this.erased.add(`${event.source} ${(event.data as { eventId: string }).eventId}`);
  }

  private entry(event: XlEvent, line: number): void {
    const chain = this.chain(event.source, event.street);
    if (event.originseq <= chain.seq) return this.again(chain, event, line);
    if (event.originseq > chain.seq + 1) { chain.early.set(event.originseq, { line, event }); return; }
    this.follow(chain, event, line);
    for (let next = chain.early.get(chain.seq + 1); next; next = chain.early.get(chain.seq + 1)) {
      chain.early.delete(chain.seq + 1);
      this.follow(chain, next.event, next.line);
    }
  }

  private follow(chain: Chain, event: XlEvent, line: number): void {
    const at = { source: chain.source, street: chain.street, seq: event.originseq, line, id: event.id };
    const { head, data } = takeApart(event);
    if (linkHash(event.prevhash, event.originseq, head) !== event.hash) this.blame(chain, { kind: 'changed', ...at, reason: 'its hash does not recompute from its envelope' });
    else if (!isTombstone(event) && sealBody(data, event.datasalt).datahash !== event.datahash) this.blame(chain, { kind: 'changed', ...at, reason: 'its data does not match its datahash' });
    else if (event.prevhash !== chain.hash) {
      const seq = Math.max(event.originseq - 1, 1);
      this.blame(chain, { kind: 'changed', ...at, seq, reason: `entry ${event.originseq} was made after another entry ${event.originseq - 1}; what was changed lies between ${chain.proven + 1} and ${seq}` });
    }
    if (isTombstone(event)) this.tombstones.set(`${event.source} ${event.id}`, { kind: 'changed', ...at, reason: 'its body is gone and no order to erase it is in the journal' });
    const wanted = this.expected.get(`${chain.source}/${chain.street}`)?.get(event.originseq);
    if (wanted !== undefined && wanted !== event.hash) this.blame(chain, { kind: 'changed', ...at, reason: `a signed head says another hash here; what was changed lies between ${chain.proven + 1} and ${event.originseq}` });
    chain.seq = event.originseq;
    chain.hash = event.hash;
    chain.count += 1;
    chain.hashes.set(event.originseq, event.hash);
    this.orders(event);
    if (isHeadStatement(event.type) && !isTombstone(event)) this.statement(chain, event, line);
  }

  private statement(chain: Chain, event: XlEvent, line: number): void {
    const said = event.data as Statement;
    const at = { kind: 'changed', source: chain.source, street: chain.street, seq: event.originseq, line, id: event.id } as const;
    if (said.street !== chain.street || !this.signed(chain.source, said)) return this.blame(chain, { ...at, reason: 'this head statement is not signed by the node' });
    const hash = chain.hashes.get(said.seq);
    if (said.seq > chain.proven && hash !== said.hash) return this.blame(chain, { ...at, seq: said.seq, reason: `the signed head of entry ${said.seq} says another hash; what was changed lies between ${chain.proven + 1} and ${said.seq}` });
    chain.proven = Math.max(chain.proven, said.seq);
    for (const seq of chain.hashes.keys()) if (seq <= chain.proven) chain.hashes.delete(seq);
    chain.unstatedSince = undefined;
    if (said.at === undefined) return;
    this.lastStated.set(chain.source, said.at);
    // Entries beyond the last statement of their chain should be stated within a minute of this one.
    for (const other of this.chains.values()) if (other !== chain && other.source === chain.source && this.hasUnstated(other)) other.unstatedSince ??= said.at;
  }

  /** The last statement itself is the one entry that nothing states. */
  private hasUnstated(chain: Chain): boolean { return chain.proven > 0 ? chain.seq > chain.proven + 1 : chain.seq > 0; }

  private again(chain: Chain, event: XlEvent, line: number): void {
    this.duplicates += 1;
    const kept = chain.hashes.get(event.originseq);
    if (kept !== undefined && kept !== event.hash) this.blame(chain, { kind: 'changed', source: chain.source, street: chain.street, seq: event.originseq, line, id: event.id, reason: 'another entry of the same number is in the file' });
  }

  private close(chain: Chain): void {
    if (chain.early.size > 0) {
      const next = Math.min(...chain.early.keys());
      this.blame(chain, { kind: 'missing', source: chain.source, street: chain.street, seq: chain.seq + 1, line: chain.early.get(next)!.line, reason: next === chain.seq + 2 ? 'this entry is missing' : `entries ${chain.seq + 1} to ${next - 1} are missing` });
      return;
    }
    const reach = Math.max(0, ...(this.expected.get(`${chain.source}/${chain.street}`)?.keys() ?? []));
    if (reach > chain.seq) this.blame(chain, { kind: 'truncated', source: chain.source, street: chain.street, seq: chain.seq + 1, reason: `a signed head says this chain goes on to entry ${reach}` });
    const last = this.lastStated.get(chain.source);
    if (reach === 0 && last && chain.unstatedSince && this.hasUnstated(chain) && Date.parse(last) - Date.parse(chain.unstatedSince) >= GRACE_MS)
      this.blame(chain, { kind: 'truncated', source: chain.source, street: chain.street, seq: chain.seq + 1, reason: `entries after ${chain.proven} were never stated although other heads of ${chain.source} were: the statement is cut off` });
  }

  private signed(source: string, { street, seq, hash, signature, publicKey }: Statement): boolean {
    this.key ??= publicKey;
    return publicKey === this.key && signedBy(publicKey, headSentence(source, street, seq, hash), signature);
  }

  private chain(source: string, street: string): Chain {
    const key = `${source}/${street}`;
    let chain = this.chains.get(key);
    if (!chain) this.chains.set(key, chain = { source, street, seq: 0, hash: GENESIS, count: 0, hashes: new Map(), early: new Map(), proven: 0, unstatedSince: undefined, fault: undefined });
    return chain;
  }

  /** The first fault of a chain is the one that is told. */
  private blame(chain: Chain, fault: Fault): void { chain.fault ??= fault; }
  private cannotRead(reason: string): void { this.unreadable ??= { kind: 'changed', source: '', street: '', seq: 0, line: this.lines, reason }; }
}
