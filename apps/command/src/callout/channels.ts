import type { Mode } from '@xunling/contracts';
import { PROVING, WITHOUT_CARRIER, CHANNELS, type ChannelKind } from './callout.js';

/** What a carrier is told: one message to one person, about one or, for a superior, several rows. */
export interface Message {
  attemptId: string; calloutId: string; userId: string; address: string; role: string; n: number; kind: 'alarm' | 'test' | 'escalation' | 'decision' | 'proposal' | 'offer'; textZh: string; textEn: string | null; colour: string | null; level: string | null;
  /** Persons who were not reached, for a superior. */
  about: readonly string[]; at: Date;
}
export type Handed = { ok: true } | { ok: false; reason: string };

/** The one port to the world: real carriers and labelled simulators behind the same words. Sending the same attempt again must have no second effect at the carrier. */
export interface Channel { readonly kind: ChannelKind; readonly proves: boolean; readonly simulated: boolean; send(batch: readonly Message[]): Promise<Handed[]>; close?(): void }

export type ChannelState = 'real' | 'simulated' | 'absent';

/** What can be rung here. Live operation knows no simulator: who has nothing real is listed as not ringable. */
export class Channels {
  private readonly connected: ReadonlyMap<ChannelKind, Channel>;
  constructor(private readonly mode: Mode, channels: readonly Channel[]) { this.connected = new Map(channels.map((c) => [c.kind, c])); }

  get(kind: ChannelKind): Channel | undefined { return this.connected.get(kind); }

  state(kind: ChannelKind): ChannelState {
    // shown by the system itself: the event on the person's street is the message
    if (kind === 'on-screen' || this.connected.get(kind)?.simulated === false) return 'real';
    return WITHOUT_CARRIER.includes(kind) && this.mode !== 'live' ? 'simulated' : 'absent';
  }

  close(): void { for (const channel of this.connected.values()) channel.close?.(); }

  list(): { kind: ChannelKind; state: ChannelState; proves: boolean }[] { return CHANNELS.map((kind) => ({ kind, state: this.state(kind), proves: PROVING.includes(kind) && this.state(kind) === 'real' })); }
}
