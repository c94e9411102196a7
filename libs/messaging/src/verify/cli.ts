#!/usr/bin/env node
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { XlEvent } from '@xunling/contracts';
import { JournalVerifier, type Fault } from './verifier.js';

const USAGE = `usage: npm run verify -- FILE [--key BASE64|FILE] [--heads FILE]
  FILE     NDJSON of journal events: an export, or events saved from the stream ("-" reads standard input)
  --key    the node's public key, where you have it from elsewhere; else the one in the file is held to
  --heads  NDJSON of head.stated events you kept earlier: the file must reach and match them
exit 0: everything proves · 1: something was changed, is missing or cut off (the first of it is named) · 2: the file cannot be read`;

const where = ({ kind, source, street, seq, line, id, reason }: Fault): string =>
  `${kind.toUpperCase()}${source ? `  ${source} street ${street} entry ${seq}` : ''}${id ? ` (${id})` : ''}${line ? `, line ${line}` : ''}: ${reason}`;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' }, heads: { type: 'string' } } });
  const [file] = positionals;
  if (!file || positionals.length > 1) { console.error(USAGE); return 2; }
  const key = values.key && existsSync(values.key) ? readFileSync(values.key, 'utf8').trim() : values.key;
  const verifier = new JournalVerifier(key);
  for (const line of values.heads ? readFileSync(values.heads, 'utf8').split('\n').filter(Boolean) : []) {
    const { source, data } = JSON.parse(line) as XlEvent<Parameters<JournalVerifier['expect']>[1]>;
    if (!verifier.expect(source, data)) { console.error(`a kept head of ${source} is not signed by the node: ${line.slice(0, 200)}`); return 2; }
  }
  for await (const line of createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity })) verifier.line(line);
  const faults = verifier.end();
  const { chains, entries, unstated } = verifier.counts();
  const seen = `${entries} entries in ${chains} chains, ${verifier.duplicates} repeated, ${unstated} after the last signed head`;
  if (faults.length === 0) { console.log(`OK  ${seen}`); return 0; }
  console.log(where(faults[0]!));
  for (const fault of faults.slice(1)) console.log(`also ${where(fault)}`);
  console.log(seen);
  return 1;
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => { console.error(error instanceof Error ? error.message : error); process.exitCode = 2; });
