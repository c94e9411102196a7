import { Injectable } from '@nestjs/common';
import type { Colour } from '@xunling/contracts';
import {
  WarningContinued, WarningDowngraded, WarningExpired, WarningIssued, WarningLifted, WarningRecorded, WarningUpgraded, type AlertReceived, type EventClass, type Signal, type WarningFact,
} from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { iso } from '../rows.js';
import { settle, type Message, type Warning, type WarningChange, type WarningVerb } from './warning.js';
import { WarningStore } from './warning.store.js';

const EVENTS: Record<WarningVerb, EventClass<WarningFact>> = {
  issued: WarningIssued, continued: WarningContinued, upgraded: WarningUpgraded, downgraded: WarningDowngraded, lifted: WarningLifted, expired: WarningExpired, recorded: WarningRecorded,
};
const refOf = (r: { sender: string; identifier: string; sent: string }): string => `${r.sender},${r.identifier},${Date.parse(r.sent)}`;

/** One message per hazard; a Cancel without info blocks ends every hazard it refers to. */
function messagesOf(alert: AlertReceived, seq: number): Message[] {
  const kind = alert.msgType === 'Cancel' ? 'cancel' : 'signal';
  const base = { alertId: alert.alertId, kind, issuer: alert.issuer, ref: refOf(alert), refs: alert.references.map(refOf), sent: new Date(alert.sent), seq, receivedAt: new Date(alert.receivedAt) } as const;
  const of = (s: Signal): Message => ({
    ...base, hazard: s.hazard, key: `${alert.issuer}|${s.hazard}|${s.issuedArea}`, colour: s.colour as Colour, areas: s.areas, headline: s.headline, expiresAt: new Date(s.expires),
  });
  if (kind === 'cancel' && alert.signals.length === 0) return [{ ...base, hazard: '', key: '', areas: [], headline: '', expiresAt: base.sent }];
  return alert.signals.filter((s) => kind === 'cancel' || s.areas.length > 0).map(of);
}

/** Folds a received alert into its warning. Only real ones of ours open anything; a drill or a test never does. */
@Injectable()
export class ReceiveAlert {
  constructor(private readonly warnings: WarningStore) {}

  async execute(alert: AlertReceived, seq: number, work: Work): Promise<void> {
    if (alert.status !== 'Actual' || !['Alert', 'Update', 'Cancel'].includes(alert.msgType)) return;
    if (!alert.ours && alert.msgType !== 'Cancel') return;
    for (const message of messagesOf(alert, seq)) await this.fold(message, alert.digest, work);
  }

  private async fold(message: Message, digest: string, work: Work): Promise<void> {
    const { em } = work;
    const lineages = await this.warnings.lineagesOf(em, message);
    if (message.kind === 'cancel') {
      // named by nothing yet: it is kept and applies when its alert comes
      if (await this.warnings.keep(em, message, digest, null)) for (const lineage of lineages) await this.refold(lineage, message, work);
      return;
    }
    const lineage = lineages[0] ?? derivedId('lineage', `${message.alertId}|${message.hazard}`);
    if (!(await this.warnings.keep(em, message, digest, lineage))) return;
    if (lineages.length > 1) await this.warnings.merge(em, lineages, lineage);
    await this.refold(lineage, message, work);
  }

  private async refold(lineage: string, message: Message, work: Work): Promise<void> {
    const { messages, warnings } = await this.warnings.load(work.em, lineage, message.sent);
    const arrived = messages.find((m) => m.alertId === message.alertId && m.hazard === message.hazard)!;
    const { changes, members } = settle(warnings, messages, arrived, work.at, lineage, (i) => derivedId('warning', `${message.alertId}|${message.hazard}|${lineage}|${i}`));
    for (const change of changes) {
      await this.warnings.save(work.em, change.warning);
      appendChange(work, change);
    }
    for (const [m, id] of members) await this.warnings.assign(work.em, m, id);
  }
}

const dataOf = (w: Warning): WarningFact => ({
  warningId: w.id, alertId: w.alertId, issuer: w.issuer, hazard: w.hazard, colour: w.colour, areas: w.areas, state: w.state, headline: w.headline,
  sent: iso(w.sent), receivedAt: iso(w.receivedAt), expiresAt: iso(w.expiresAt),
});

/** Warnings concern everyone in the zone. */
export function appendChange(work: Work, { verb, fact, warning, previousColour }: WarningChange): void {
  const data = verb === 'upgraded' || verb === 'downgraded' ? { ...dataOf(fact), previousColour } : dataOf(fact);
  work.append(EVENTS[verb], data, { aggregate: `warning/${warning.id}`, version: warning.version, street: '000' });
}
