import { Controller, Inject } from '@nestjs/common';
import { mayOver, type Caller } from '@xunling/contracts';
import { ContactConfirmed, ContactStated, type ContactById, type ContactPage, type ContactView, type ListContactsInput, type StateContactInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { derivedId, impossible, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import type { ChannelKind } from './callout.js';
import { isAddress, mask, seasonStart, standing } from './contact.js';
import { ContactStore, type ContactRow } from './contact.store.js';
import { homeOf } from './persons.js';

/** Who keeps the list of an area and sees its numbers; others who watch see them masked. */
const KEEPERS = ['administrator', 'commander', 'duty-officer', 'sub-district-officer'];
const WATCHERS = [...KEEPERS, 'department-officer', 'auditor', 'observer'];
const keeps = (caller: Caller, c: Pick<ContactRow, 'area' | 'userId'>): boolean => caller.userId === c.userId || mayOver(caller, KEEPERS, c.area);

function shown(c: ContactRow, caller: Caller, at: Date): ContactView {
  const open = keeps(caller, c);
  return compact({
    id: c.id, userId: c.userId, area: c.area, kind: c.kind, address: open ? c.address : mask(c.address), masked: !open, order: c.order,
    confirmedAt: c.confirmedAt ? iso(c.confirmedAt) : undefined, confirmedBy: c.confirmedBy, provenAt: c.provenAt ? iso(c.provenAt) : undefined, ...standing(c, at),
  }) as ContactView;
}

@Controller()
export class ContactController {
  constructor(private readonly contacts: ContactStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.contact.list')
  async list({ area, user, unproven, unconfirmed, cursor, limit }: ListContactsInput, work: Work): Promise<ContactPage> {
    const caller = callerOf(work);
    const watched = caller.grants.filter((g) => WATCHERS.includes(g.role)).map((g) => g.area);
    if (area && !watched.some((w) => area.startsWith(w))) throw new Refusal('access.area');
    const season = seasonStart(work.at);
    const most = limitOf(limit);
    const rows = await this.contacts.list(work.em, {
      scopes: area ? [area] : watched, self: area ? derivedId('nobody', 'contact') : caller.userId, ...(user ? { user } : {}),
      ...(unproven ? { unprovenSince: season } : {}), ...(unconfirmed ? { unconfirmedSince: season } : {}), after: positionOf(cursor), limit: most + 1,
    });
    return page(rows, most, (c) => shown(c, caller, work.at));
  }

  @Handle('command.contact.state')
  async state({ userId, kind, address, order }: StateContactInput, work: Work): Promise<ContactView> {
    const caller = callerOf(work);
    const area = homeOf(await this.known.district(work.em), userId) ?? this.origin.zone;
    if (!mayOver(caller, KEEPERS, area)) throw new Refusal('access.area');
    if (!isAddress(kind as ChannelKind, address)) throw impossible('address', 'form', `is no address for ${kind}`);
    const row = await this.contacts.put(work.em, { id: derivedId('contact', `${userId}|${kind}`), userId, area, kind: kind as ChannelKind, address, order });
    work.append(ContactStated, { contactId: row.id, userId, area, kind, order, by: caller.userId }, { aggregate: `contact/${row.id}`, version: row.version, street: '999' });
    return shown(row, caller, work.at);
  }

  @Handle('command.contact.confirm')
  async confirm({ id }: ContactById, work: Work): Promise<ContactView> {
    const caller = callerOf(work);
    const row = await this.contacts.find(work.em, id);
    if (!row) throw new Refusal('unknown.id');
    if (!keeps(caller, row)) throw new Refusal('access.area');
    const now = await this.contacts.confirm(work.em, id, caller.userId, work.at);
    work.append(ContactConfirmed, { contactId: id, userId: now.userId, kind: now.kind, by: caller.userId, at: iso(work.at) }, { aggregate: `contact/${id}`, version: now.version, street: '999' });
    return shown(now, caller, work.at);
  }
}
