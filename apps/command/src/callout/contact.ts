import type { ChannelKind } from './callout.js';

const MINUTE = 60_000;
const ZONE_MS = 8 * 60 * MINUTE;
const yearOf = (at: Date): number => new Date(at.getTime() + ZONE_MS).getUTCFullYear();
const local = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day) - ZONE_MS);

/** A season is a calendar year, told by the clock of the zone (UTC+8). */
export const seasonStart = (at: Date): Date => local(yearOf(at), 1, 1);
/** The list must be confirmed anew by the end of 20 April (domain.md D.6). */
export const confirmBy = (at: Date): Date => local(yearOf(at), 4, 21);

/** What is known about a contact this season. */
export function standing(c: { confirmedAt: Date | null; provenAt: Date | null }, at: Date): { confirmed: boolean; proven: boolean; overdue: boolean } {
  const since = seasonStart(at);
  const confirmed = c.confirmedAt !== null && c.confirmedAt >= since;
  return { confirmed, proven: c.provenAt !== null && c.provenAt >= since, overdue: !confirmed && at >= confirmBy(at) };
}

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Channels are tested on the first Monday of each month of the season, April to September, at 10:00 (OURS). */
const TESTED = { from: 4, to: 9, hour: 10 };
/** The newest time a test was due; undefined where it is over a day ago: what was slept through is not rung at night. */
export function testDue(at: Date): Date | undefined {
  const beijing = new Date(at.getTime() + ZONE_MS);
  const [year, month] = [beijing.getUTCFullYear(), beijing.getUTCMonth() + 1];
  if (month < TESTED.from || month > TESTED.to) return undefined;
  const first = local(year, month, 1);
  const weekday = new Date(first.getTime() + ZONE_MS).getUTCDay();
  const due = new Date(first.getTime() + ((8 - weekday) % 7) * DAY + TESTED.hour * HOUR);
  return due <= at && at.getTime() - due.getTime() < DAY ? due : undefined;
}

/** A number or address for whom it is none of their business: 138****0000, z***@example.org. */
export function mask(address: string): string {
  const [name, host] = address.split('@');
  if (host !== undefined) return `${name!.slice(0, 1)}***@${host}`;
  if (address === '') return '';
  return address.length >= 10 ? `${address.slice(0, 3)}****${address.slice(-4)}` : '****';
}

const FORMS: Record<ChannelKind, RegExp> = { 'on-screen': /^$/, webhook: /^\S{1,200}$/, mail: /^[^\s@<>",;]+@[^\s@<>",;]+$/, sms: /^\+?\d{6,15}$/, voice: /^\+?\d{6,15}$/ };
/** Whether an address is one of its kind; who is called on screen is known by the account alone. */
export const isAddress = (kind: ChannelKind, address: string): boolean => FORMS[kind].test(address);
