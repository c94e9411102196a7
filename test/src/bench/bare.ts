import type { OrderIssued, XlEvent } from '@xunling/contracts';
import type { JournalRow } from '@xunling/messaging';
import { derivedId, newId } from '@xunling/platform';
import { bareRow, BareSide } from './bare-side.js';
import { act, drafts } from './orders.js';
import { orderData } from './order-data.js';
import type { FanOut } from './ours.js';
import type { Stage } from './stage.js';
import { Watch } from './watch.js';

const issuedRow = (d: OrderIssued): JournalRow => bareRow('command', 'command.order.issued.v1', derivedId('order-issued', d.orderId), `order/${d.orderId}`, d.area.slice(6, 9), d);

function openedRow(event: XlEvent): JournalRow {
  const { orderId, area, addressee, measure, due, force } = event.data as OrderIssued;
  const itemId = derivedId('duty', orderId);
  return bareRow('grid', 'grid.duty.opened.v1', newId(), `duty/${itemId}`, area.slice(6, 9), { itemId, orderId, area, addresseeKind: addressee.kind, addresseeId: addressee.id, measure, force, dueAt: due.acknowledged }, event);
}

/** The bare loop: the same events, chain, commits; no framework, no checks, no settlement. Answers ms. */
export async function bareLoop(stage: Stage, n: number): Promise<number> {
  const { command, grid } = await stage.fresh();
  const here = await BareSide.open('command', command.adminUrl, stage.nats.url);
  const there = await BareSide.open('grid', grid.adminUrl, stage.nats.url);
  const watch = await Watch.open(grid.adminUrl, `select count(*)::int as n from journal where type = 'grid.duty.opened.v1'`);
  there.read('command.order.issued.v1', (_db, events) => Promise.resolve(events.map(openedRow)));
  try {
    const started = performance.now();
    for (let done = 0; done < n; done += 1000) {
      const data = drafts(Math.min(1000, n - done)).map((draft) => orderData(draft, newId()));
      await here.write(() => Promise.resolve(data.map(issuedRow)));
    }
    await watch.until(n);
    return performance.now() - started;
  } finally {
    await watch.close();
    await here.close();
    await there.close();
  }
}

const ORDER = ['id', 'measure', 'addressee_kind', 'addressee_id', 'addressee_name', 'area', 'street', 'force', 'text_zh', 'text_en', 'evidence', 'holder_id', 'deputy_id', 'due_delivered', 'due_acknowledged', 'due_executing', 'due_reported', 'due_verified'];
const TYPES: Record<string, string> = { id: 'uuid', addressee_id: 'uuid', holder_id: 'uuid', deputy_id: 'uuid', order_id: 'uuid', incident_id: 'uuid', issued_by: 'uuid', due: 'jsonb', opened_at: 'timestamptz', ...Object.fromEntries(ORDER.filter((c) => c.startsWith('due_')).map((c) => [c, 'timestamptz'])) };
const DUTY = ['id', 'order_id', 'incident_id', 'area', 'addressee_id', 'addressee_name', 'measure', 'force', 'level', 'text_zh', 'text_en', 'evidence_asked', 'holder_id', 'deputy_id', 'issued_by', 'due', 'opened_at'];

/** Columns as one string each, as in the journal's own insert. */
const selectOf = (columns: readonly string[], from: number): string => `select ${columns.map((c) => `nullif(${c}, '')::${TYPES[c] ?? 'text'}`).join(', ')}
  , 1 from unnest(${columns.map((_, i) => `string_to_array($${i + from}, E'\\x1e')`).join(', ')}) as n(${columns.join(', ')})`;
const joined = (columns: readonly string[], rows: readonly Record<string, string | undefined>[]): string[] => columns.map((c) => rows.map((r) => r[c] ?? '').join('\x1e'));

const orderRow = (d: OrderIssued): Record<string, string | undefined> => ({
  id: d.orderId, measure: d.measure, addressee_kind: d.addressee.kind, addressee_id: d.addressee.id, addressee_name: d.addressee.name, area: d.area, street: d.area.slice(6, 9), force: d.force, text_zh: d.textZh, text_en: d.textEn,
  evidence: d.evidence, holder_id: d.holderId, deputy_id: d.deputyId, due_delivered: d.due.delivered, due_acknowledged: d.due.acknowledged, due_executing: d.due.executing, due_reported: d.due.reported, due_verified: d.due.verified,
});
const dutyRow = ({ data }: XlEvent): Record<string, string | undefined> => {
  const d = data as OrderIssued;
  return {
    id: derivedId('duty', d.orderId), order_id: d.orderId, incident_id: d.incidentId, area: d.area, addressee_id: d.addressee.id, addressee_name: d.addressee.name, measure: d.measure, force: d.force, level: d.level,
    text_zh: d.textZh, text_en: d.textEn, evidence_asked: d.evidence, holder_id: d.holderId, deputy_id: d.deputyId, issued_by: d.issuedBy, due: JSON.stringify(d.due), opened_at: new Date().toISOString(),
  };
};

/** The bare fan-out: one INSERT … SELECT for the orders, one for each batch of duties, one UPDATE for each batch of answers. */
export async function bareFanOut(stage: Stage, n: number): Promise<FanOut> {
  const { command, grid } = await stage.fresh();
  const here = await BareSide.open('command', command.adminUrl, stage.nats.url);
  const there = await BareSide.open('grid', grid.adminUrl, stage.nats.url);
  const duties = await Watch.open(grid.adminUrl, 'select count(*)::int as n from duty');
  const delivered = await Watch.open(command.adminUrl, `select count(*)::int as n from orders where state <> 'issued'`);
  there.read('command.order.issued.v1', async (db, events) => {
    await db.query(`insert into duty (${DUTY.join(', ')}, version, state) select *, 'open' from (${selectOf(DUTY, 1)}) q on conflict (order_id) do nothing`, joined(DUTY, events.map(dutyRow)));
    return events.map(openedRow);
  });
  here.read('grid.duty.opened.v1', async (db, events) => {
    await db.query(`update orders o set state = 'delivered', done_delivered = n.at::timestamptz from unnest(string_to_array($1, ','), string_to_array($2, ',')) as n(id, at) where o.id = n.id::uuid`,
      [events.map((e) => (e.data as { orderId: string }).orderId).join(','), events.map((e) => e.time).join(',')]);
    return [];
  });
  try {
    const { setId, incidentId, by } = act();
    const list = drafts(n);
    const started = performance.now();
    await here.write(async (db) => {
      const data = list.map((draft) => orderData(draft, incidentId, derivedId('order', `${setId}|${draft.key}`), setId));
      await db.query('insert into order_set (id, incident_id, kind, level, plan_version, orders, unaddressable, issued_by, issued_at) values ($1, $2, $3, $4, $5, $6, $7, $8, now())', [setId, incidentId, 'level', 'III', 'bare', n, '[]', by]);
      await db.query(`insert into orders (${ORDER.join(', ')}, version, set_id, incident_id, level, issued_by, issued_at, state, resolved_to)
        select *, '${setId}'::uuid, '${incidentId}'::uuid, 'III', '${by}'::uuid, now(), 'issued', 'holder' from (${selectOf(ORDER, 1)}) q`, joined(ORDER, data.map(orderRow)));
      return data.map(issuedRow);
    });
    const issued = performance.now() - started;
    await duties.until(n);
    const all = performance.now() - started;
    await delivered.until(n);
    return { issued, duties: all, delivered: performance.now() - started };
  } finally {
    await duties.close();
    await delivered.close();
    await here.close();
    await there.close();
  }
}
