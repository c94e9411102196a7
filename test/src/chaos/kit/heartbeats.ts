import { setTimeout as pause } from 'node:timers/promises';
import { SseParser } from '@xunling/client';
import type { City, Person } from '../../kit/city.js';

interface State { name: string; state: string; restarts: number }

/** What a page hears of the services' states, by the heartbeats of its stream of events; comes back after every cut. */
export class Heartbeats {
  private readonly stop = new AbortController();
  private readonly reading: Promise<void>;
  /** The last heartbeat's states. */
  now = new Map<string, State>();
  /** Services that a heartbeat has named as not running, since the start. */
  readonly down = new Set<string>();

  constructor(private readonly city: City, private readonly person: Person) { this.reading = this.follow(); }

  close(): Promise<void> { this.stop.abort(); return this.reading; }

  private async follow(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await this.read().catch(() => undefined);
      await pause(50);
    }
  }

  private async read(): Promise<void> {
    const response = await fetch(`${this.city.url}/api/picture/events?area=410171`, { headers: { authorization: `Bearer ${this.person.token}` }, signal: this.stop.signal });
    const parser = new SseParser();
    const decoder = new TextDecoder();
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>)
      for (const frame of parser.push(decoder.decode(bytes, { stream: true }))) if (frame.event === 'heartbeat') this.note(JSON.parse(frame.data) as { services: State[] });
  }

  private note({ services }: { services: State[] }): void {
    this.now = new Map(services.map((s) => [s.name, s]));
    for (const { name, state } of services) if (state !== 'running') this.down.add(name);
  }
}
