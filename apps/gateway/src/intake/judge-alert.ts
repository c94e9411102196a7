import type { Signal } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import type { AreaMap } from './area/area-map.js';
import type { CapMessage } from './cap/cap.js';
import { fault, type Fault } from './cap/fault.js';
import { readCap } from './cap/read-cap.js';
import type { Reference } from './cap/rules.js';
import { signalsOf } from './cap/signals.js';

/** An alert that is taken, in our words. */
export interface Alert {
  alertId: string; dialect: string; sender: string; identifier: string; issuer: string; sent: string; status: string; msgType: string;
  references: Reference[]; signals: Signal[]; ours: boolean; warnings: Fault[];
}
export type Verdict = { kind: 'accepted'; alert: Alert } | { kind: 'refused'; faults: Fault[]; status: string };

/** End of a message that names none: a day after it was sent, marked as ours. */
const DEFAULT_LIFE_MS = 24 * 3_600_000;

/** The same alert has the same id, in whatever offset its `sent` is written. */
export const alertIdOf = (sender: string, identifier: string, sent: string): string => derivedId('alert', `${sender}|${identifier}|${Date.parse(sent)}`);

/** The intake's whole judgement of some bytes: form, rules, area. Pure but for the tree it is given; never throws. */
export function judgeAlert(bytes: Uint8Array, areas: AreaMap): Verdict {
  const read = readCap(bytes);
  const refused = (faults: Fault[]): Verdict => ({ kind: 'refused', faults, status: read.status });
  if (read.errors.length > 0 || !read.message) return refused(read.errors);
  const m = read.message;
  const resolved = m.infos.map((info) => areas.resolve(info));
  const errors = resolved.flatMap((r) => r.errors);
  // A Cancel ends what it refers to, whatever its area says.
  if (errors.length > 0 && m.msgType !== 'Cancel') return refused(errors.slice(0, 50));
  const codes = new Map(m.infos.map((info, i) => [info, resolved[i]!.codes]));
  const said = signalsOf(m, (info) => codes.get(info) ?? [], new Date(Date.parse(m.sent) + DEFAULT_LIFE_MS));
  const warnings = [...read.warnings, ...errors, ...resolved.flatMap((r) => r.warnings), ...said.warnings];
  const msgType = endsByTitle(m, said.action, warnings) ? 'Cancel' : m.msgType;
  const alert: Alert = {
    alertId: alertIdOf(m.sender, m.identifier, m.sent), dialect: `cap-${m.version}`, sender: m.sender, identifier: m.identifier, issuer: said.issuer, sent: m.sent, status: m.status, msgType,
    references: read.references, signals: said.signals, ours: m.infos.length === 0 || said.signals.some((s) => s.areas.length > 0), warnings: warnings.slice(0, 500),
  };
  return { kind: 'accepted', alert };
}

/** Chinese platforms lift a warning by its title (解除, 撤销), sometimes in an Alert or Update. */
function endsByTitle(m: CapMessage, action: string | undefined, warnings: Fault[]): boolean {
  if ((action !== 'lift' && action !== 'withdraw') || (m.msgType !== 'Alert' && m.msgType !== 'Update')) return false;
  warnings.push(fault('msgType.by-title', '/alert/msgType', `the title ends the warning; ${m.msgType} is taken as Cancel`));
  return true;
}
