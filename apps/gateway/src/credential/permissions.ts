import { ZONE_WIDE } from '@xunling/contracts';

/** The one stream of a zone. */
export const STREAM = 'XL';

export interface Credential { name: string; area: string; publicKey: string }

/** Subjects a street's dashboard reads: its own and what is for everyone. */
export const patternsOf = (area: string): [string, string] => [`xl.${area.slice(0, 6)}.${area.slice(6, 9)}.>`, `xl.${area.slice(0, 6)}.${ZONE_WIDE}.>`];

/**
 * What a dashboard's NATS user may do, exactly design.md §7: read its prepared consumer and acknowledge, listen to its own
 * answers and its two patterns, nothing else. JetStream answers whoever may call its API, so no other call of it is allowed.
 */
export function permissionsOf({ name, area }: Credential): { publish: { allow: string[] }; subscribe: { allow: string[] } } {
  return {
    publish: { allow: [`$JS.API.CONSUMER.INFO.${STREAM}.${name}`, `$JS.API.CONSUMER.MSG.NEXT.${STREAM}.${name}`, `$JS.ACK.${STREAM}.${name}.>`] },
    subscribe: { allow: [`_INBOX_${name}.>`, ...patternsOf(area)] },
  };
}

/** Text of dashboards.conf: one user a line, JSON being valid in nats-server's language. */
export const usersFile = (credentials: readonly Credential[]): string =>
  credentials.map((c) => `${JSON.stringify({ nkey: c.publicKey, permissions: permissionsOf(c) })}\n`).join('');
