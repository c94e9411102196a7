import type { EntityManager } from 'typeorm';

interface Row { open: Record<string, number>; total: Record<string, number>; parked: number; outbox: number }

const SQL = `select
  (select coalesce(jsonb_object_agg(reason, n), '{}') from (select reason, count(*) as n from dead_letter where replayed_at is null group by reason) o) as open,
  (select coalesce(jsonb_object_agg(reason, n), '{}') from (select reason, count(*) as n from dead_letter group by reason) t) as total,
  (select count(*)::int from parked) as parked, (select count(*)::int from outbox) as outbox`;

const gauge = (name: string, help: string, lines: readonly string[], type = 'gauge'): string => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines.map((line) => `${name}${line}`)].join('\n');
const byReason = (counts: Record<string, number>): string[] => Object.entries(counts).map(([reason, n]) => `{reason="${reason}"} ${n}`);

/** What a service's tables say of its messaging, in Prometheus' text form: dead letters by reason, parked messages, events not yet relayed. */
export async function messagingFigures(em: Pick<EntityManager, 'query'>): Promise<string> {
  const [{ open, total, parked, outbox }] = (await em.query(SQL)) as [Row];
  return `${[
    gauge('xl_dead_letters', 'Messages set aside and not yet replayed.', byReason(open)),
    gauge('xl_dead_letters_total', 'Messages ever set aside.', byReason(total), 'counter'),
    gauge('xl_parked_messages', 'Messages that are tried again or wait behind one that is.', [` ${parked}`]),
    gauge('xl_outbox_events', 'Events appended and not yet relayed.', [` ${outbox}`]),
  ].join('\n')}\n`;
}
