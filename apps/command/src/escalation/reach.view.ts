import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelKind } from '../callout/callout.js';
import { CHANNEL_PORT } from '../callout/channel.tokens.js';
import type { Channels } from '../callout/channels.js';
import { ContactStore } from '../callout/contact.store.js';

/** Over which real carrier a person is told; on screen needs none: the event of the transaction is the message. */
@Injectable()
export class ReachView {
  constructor(private readonly contacts: ContactStore, @Inject(CHANNEL_PORT) private readonly channels: Channels) {}

  /** The first channel that leads to each person; who has none is left out. */
  async channelsOf(em: EntityManager, users: readonly string[]): Promise<Map<string, ChannelKind>> {
    const contacts = await this.contacts.ofPersons(em, users);
    return new Map(users.flatMap((userId): [string, ChannelKind][] => {
      const kind = (contacts.get(userId) ?? []).map((c) => c.kind).find((k) => k !== 'on-screen' && this.channels.state(k) === 'real');
      return kind ? [[userId, kind]] : [];
    }));
  }
}
