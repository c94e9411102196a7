import { setTimeout as pause } from 'node:timers/promises';
import { subscribeSse } from '@xunling/client';
import { waitFor } from '@xunling/testing';
import { acknowledgements, raiseLevel } from '../chaos/kit/district.js';
import { Load, type Call } from '../chaos/kit/load.js';
import { City } from '../kit/city.js';
import { cpuSeconds, since } from './cpu.js';
import { KNOBS, quantile } from './knobs.js';

export interface DoorResult {
  acknowledgements: number; clients: number; seconds: number; perSecond: number; cpu: Record<string, number>;
  /** From the transaction's instant to the arrival at a browser's stream, ms: paced at 50/s, and while 64 clients press. */
  sse: { paced: { p50: number; p99: number; n: number }; pressed: { p50: number; p99: number; n: number } };
}

const PACED = 300;

/** One browser's stream; notes for every acknowledgement how long after its transaction began it arrived. */
class Listener {
  readonly lags: number[] = [];
  private readonly stop = new AbortController();
  private constructor(city: City, token: string, after: string) { void this.follow(city, token, after); }

  static async open(city: City): Promise<Listener> {
    const commander = await city.as('commander');
    const { cursor } = (await commander.get<{ cursor: string }>('/api/picture?area=410171')).body;
    return new Listener(city, commander.token, cursor);
  }

  close(): void { this.stop.abort(); }

  private async follow(city: City, token: string, after: string): Promise<void> {
    for await (const d of subscribeSse({ url: city.url, token, area: '410171', after, signal: this.stop.signal })) {
      if (!('snapshot' in d) && d.event.type === 'grid.duty.acknowledged.v1') this.lags.push(Date.now() - Date.parse(d.event.time));
    }
  }
}

const both = (lags: readonly number[]): { p50: number; p99: number; n: number } => ({ p50: quantile(lags, 0.5), p99: quantile(lags, 0.99), n: lags.length });

/** Through the door of the whole system: all processes, sessions, argon2-made tokens, PostgreSQL with fsync, on this one machine. */
export async function door(say: (line: string) => void): Promise<DoorResult> {
  const city = await City.start({ XL_RATE_PER_SECOND: '1000000', XL_RATE_BURST: '1000000' });
  try {
    say('the door: signing holders in');
    const raised = await raiseLevel(city);
    const calls: Call[] = await acknowledgements(city, raised, 'grid', 'duties', KNOBS.acknowledgements + PACED);
    const listener = await Listener.open(city);
    const load = new Load();
    say(`the door: ${PACED} acknowledgements at 50/s`);
    const paced: Promise<void>[] = [];
    for (const call of calls.splice(0, PACED)) { paced.push(load.run([call], 1)); await pause(20); }
    await Promise.all(paced);
    await waitFor(() => listener.lags.length === PACED, 60_000, 'the paced acknowledgements on the stream');
    const pacedLags = listener.lags.splice(0);
    say(`the door: ${calls.length} acknowledgements by ${KNOBS.clients} clients`);
    // holders of sixty duties and of six take turns, as they would
    const mixed = calls.map((call, i) => ({ call, at: (i * 7919) % calls.length })).sort((a, b) => a.at - b.at).map(({ call }) => call);
    const before = cpuSeconds(city.system.services);
    const started = performance.now();
    await load.run(mixed, KNOBS.clients);
    const seconds = (performance.now() - started) / 1000;
    const cpu = since(cpuSeconds(city.system.services), before);
    await waitFor(() => listener.lags.length === mixed.length, 60_000, 'all acknowledgements on the stream');
    const bad = load.answered.filter((a) => a.status !== 200);
    if (bad.length > 0) throw new Error(`${bad.length} acknowledgements were refused, the first with ${bad[0]!.status} ${JSON.stringify(bad[0]!.body)}`);
    listener.close();
    return { acknowledgements: mixed.length, clients: KNOBS.clients, seconds, perSecond: mixed.length / seconds, cpu, sse: { paced: both(pacedLags), pressed: both(listener.lags) } };
  } finally {
    await city.stop();
  }
}
