import { parseSubject } from '@xunling/contracts';
import type { DataSource } from 'typeorm';

/** A subscription as far as reading one's own writes goes. */
export interface Follower { name: string; types: ReadonlySet<string> }

const STEP_MS = 10;
const MOST_MS = 2_000;

/**
 * Waits until the followers of these events have handled them; at most two seconds, then the read answers with what it has.
 * An event nobody here follows is not waited for.
 */
export async function waitCaughtUp(dataSource: DataSource, followers: readonly Follower[], after: readonly { id: string; subject: string }[]): Promise<void> {
  const wanted = after.flatMap(({ id, subject }) => {
    const parts = parseSubject(subject);
    const type = parts && `${parts.context}.${parts.noun}.${parts.verb}.v${parts.major}`;
    return followers.filter((f) => type && f.types.has(type)).map((f) => ({ name: f.name, id }));
  });
  if (wanted.length === 0) return;
  for (const end = performance.now() + MOST_MS; performance.now() < end;) {
    const [row] = (await dataSource.query(
      `select count(*)::int as n from inbox i join unnest($1::text[], $2::uuid[]) as w(name, id) on i.subscription = w.name and i.event_id = w.id`,
      [wanted.map((w) => w.name), wanted.map((w) => w.id)])) as [{ n: number }];
    if (row.n >= wanted.length) return;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
