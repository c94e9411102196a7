import type { XlEvent } from '@xunling/contracts';
import type { FeedLine, FoldMeta, Picture } from './picture.js';

/** Most lines kept. */
const LINES = 120;
/** Reference data, bookkeeping and what one act makes by the thousand: told by another line (set.issued) or by the board. */
const QUIET = /^(grid\.(area|post|site|evidence|unit|household)\.|grid\.(evacuation\.(listed|task-)|shelter\.registered)|command\.(order\.issued|plan|roster|seat)|[a-z]+\.(head|body)\.|rescue\.team\.|supplies\.(depot|stock)\.|gateway\.|[a-z]+\.(duty|mission|requisition)\.opened)/;

const facts = (data: Record<string, unknown>): Facts | undefined => {
  const out: Facts = {};
  for (const key of ['area', 'level', 'colour', 'hazard', 'measure', 'stage', 'step', 'orders', 'reason', 'headline', 'previous', 'to', 'code', 'count', 'orderId', 'decisionId', 'warningId', 'siteId', 'orderSetId', 'kind', 'hop']) {
    const value = data[key];
    if (typeof value === 'number') out[key] = value;
    else if (typeof value === 'string' && value !== '') out[key] = value.slice(0, 160);
  }
  return Object.keys(out).length > 0 ? out : undefined;
};

type Facts = Record<string, string | number>;
/** What holds for every event of a line. */
function common(a: Facts | undefined, b: Facts | undefined): Facts | undefined {
  const same = Object.entries(a ?? {}).filter(([key, value]) => b?.[key] === value);
  return same.length > 0 ? Object.fromEntries(same) : undefined;
}

/** How far back a like line is looked for: two verbs that alternate are two lines, not a hundred. */
const NEAR = 8;

/** Adds a line; the same verb on the same street within a minute is one line that counts, moved to the top. */
export function tell(p: Picture, e: XlEvent, meta: FoldMeta): void {
  if (QUIET.test(e.type)) return;
  const at = Date.parse(meta.received);
  const near = p.feed.slice(0, NEAR).findIndex((l) => l.type === e.type && l.street === e.street && at - Date.parse(l.received) < 60_000);
  if (near >= 0) {
    const { facts: before, ...like } = p.feed[near]!;
    const shared = common(before, facts(Object(e.data) as Record<string, unknown>));
    p.feed = [{ ...like, ...(shared ? { facts: shared } : {}), n: like.n + 1, last: meta.seq, received: meta.received, time: e.time }, ...p.feed.filter((_, i) => i !== near)];
    return;
  }
  const of = e.data && typeof e.data === 'object' ? facts(e.data as Record<string, unknown>) : undefined;
  const line: FeedLine = { seq: meta.seq, last: meta.seq, n: 1, type: e.type, time: e.time, received: meta.received, street: e.street, subject: e.subject, actor: e.actor, ...(of ? { facts: of } : {}) };
  p.feed = [line, ...p.feed.slice(0, LINES - 1)];
}
