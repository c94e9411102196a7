// 一个街道看板：本街道各环节 k/n，断了会续上，缺了会说。 A street's dashboard: k/n per stage, resumes, names gaps.
// XL_STREET=410171561 and either XL_URL + XL_TOKEN (SSE) or XL_NATS_URL + XL_SEED + XL_CONSUMER (NATS)
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { subscribeSse } from '@xunling/client';
import { subscribeNats } from '@xunling/client/nats';

const { XL_STREET: area, XL_URL: url, XL_TOKEN: token, XL_NATS_URL: servers, XL_SEED: seed, XL_CONSUMER: consumer, XL_STATE: file = 'dashboard.json' } = process.env;
const read = () => { try { return JSON.parse(readFileSync(file, 'utf8')); } catch { return { counts: {} }; } };
const state = read();
const options = { heads: state.heads, onState: (link, why) => console.log(JSON.stringify({ link, why })) };
const feed = seed ? subscribeNats({ servers, seed, consumer, ...options }) : subscribeSse({ url, token, area, after: state.cursor, ...options });

for await (const item of feed) {
  if ('snapshot' in item) { Object.assign(state, { cursor: item.cursor, counts: {} }); continue; }
  const { event, chain, cursor } = item;
  if (chain.kind === 'gap') console.log(JSON.stringify({ gap: `${event.source}/${event.street} ${chain.from}–${chain.to}` }));
  if (chain.kind === 'broken') console.log(JSON.stringify({ broken: `${event.source}/${event.street} at ${event.originseq}` }));
  const stage = event.type.match(/^(command\.order\.issued|grid\.duty\.[a-z-]+)\.v1$/)?.[1];
  if (stage) state.counts[stage] = (state.counts[stage] ?? 0) + 1;
  Object.assign(state, { cursor, heads: { ...state.heads, [`${event.source}/${event.street}`]: { seq: event.originseq, hash: event.hash } } });
  writeFileSync(`${file}.new`, JSON.stringify(state)); // 断电断进程也有一份完整的 one whole copy stands whenever it is killed
  renameSync(`${file}.new`, file);
  if (stage) console.log(JSON.stringify({ street: event.street, ...state.counts }));
}
