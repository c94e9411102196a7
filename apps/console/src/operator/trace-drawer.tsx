import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import type { OrderTrace, OrderView } from '@xunling/contracts/classes';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Countdown, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { eventKey } from '../view/event.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { OrderActs } from './order-acts.js';
import { usePage } from './page-state.js';
import { Parts } from './parts.js';

/** The six arrows of one order with when they occurred and when command knew, the events behind, and what can be done about it. */
export function TraceDrawer() {
  const { t, zh, code } = useWords();
  const { trace: id, openTrace } = usePage();
  const { picture } = useLive();
  const fact = id ? picture?.orders[id] : undefined;
  // what the picture knows tells when to read again: the trace is history, not live state
  const mark = fact ? `${fact.state}${fact.done.join()}${fact.overdue}${fact.step}${fact.called?.join() ?? ''}${fact.parts ?? ''}` : '';
  const order = useQuery({ queryKey: ['order', id, mark], queryFn: () => read<OrderView>(`/api/orders/${id}`), enabled: !!id, placeholderData: (before) => (before?.id === id ? before : undefined) });
  const trace = useQuery({ queryKey: ['trace', id, mark], queryFn: () => read<OrderTrace>(`/api/orders/${id}/trace`), enabled: !!id, placeholderData: (before) => (before?.orderId === id ? before : undefined) });
  const names = useNames(picture);
  const o = order.data;
  const ended = o?.state === 'withdrawn' || o?.state === 'superseded';
  const userOf = (by: string): string => by.replace(/^user:/, '');
  const people = usePeople([...(o ? [o.issuedBy, o.holderId] : []), ...(trace.data?.arrows.flatMap((a) => (a.by ? [userOf(a.by)] : [])) ?? []), ...(trace.data?.events.flatMap((e) => [userOf(e.actor), ...(e.corrections ?? []).map((c) => c.by)]) ?? [])]);
  const who = (by: string | undefined): string => (!by ? '' : by.startsWith('system:') ? t('trace/system') : people(userOf(by)));
  return (
    <Drawer open={!!id} onClose={() => openTrace(undefined)} size={620} title={t('trace/title')} destroyOnHidden>
      {!o && !order.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      <Problem error={order.error ?? trace.error} />
      {o && (
        <>
          <dl className="facts">
            <dt>{t('trace/measure')}</dt><dd><b>{code('measure', o.measure)}</b> {o.level && <LevelChip level={o.level} />} {code('state', o.state)} {fact?.closed === undefined && fact && trace.data && <Countdown due={fact.at + fact.due[Math.min(5, fact.done.findLastIndex((d) => d !== null) + 1)]!} />}</dd>
            <dt>{t('trace/to')}</dt><dd>{o.addressee.unit && <>{o.addressee.unit} · </>}{names.post(o.addressee.id)} · {people(o.holderId)} {o.resolvedTo !== 'holder' && <span className="dim">{t(o.resolvedTo === 'deputy' ? 'trace/deputyNote' : 'trace/superiorNote')}</span>}</dd>
            <dt>{t('trace/area')}</dt><dd title={o.area}>{names.place(o.area)}</dd>
            {o.quantity && <><dt>{t('divide/quantity')}</dt><dd className="num">{o.quantity.n} {o.quantity.unit}</dd></>}
            {o.siteId && <><dt>{t('trace/site')}</dt><dd>{names.site(o.siteId)}</dd></>}
            <dt>{t('trace/issued')}</dt><dd className="num">{clockTime(o.issuedAt)} · {people(o.issuedBy)}</dd>
            <dt>{t('trace/text')}</dt><dd style={{ whiteSpace: 'pre-wrap' }}>{zh ? o.textZh : o.textEn}</dd>
          </dl>
          <table className="trace-table">
            <thead><tr><th>{t('trace/stage')}</th><th>{t('trace/due')}</th><th>{t('trace/occurred')}</th><th>{t('trace/received')}</th><th>{t('trace/by')}</th></tr></thead>
            <tbody>
              {o.arrows.map((a) => {
                const known = trace.data?.arrows.find((x) => x.stage === a.stage);
                const done = known?.occurredAt ?? a.doneAt;
                return (
                  <tr key={a.stage}>
                    <td><b>{done ? '✓ ' : a.overdue ? '▲ ' : '○ '}{t(`stage/${a.stage}`)}</b></td>
                    <td className="num">{a.dueAt ? clockTime(a.dueAt) : '–'}{!done && !ended && a.remindAt && !a.overdue && <div className="dim">{t('trace/remindAt', { time: clockTime(a.remindAt) })}</div>}</td>
                    <td className={`num ${a.overdue ? 'over' : ''}`}>{done ? clockTime(done) : a.overdue ? t('trace/overdue') : ended ? '–' : t('trace/waiting')}{done && a.late ? <div className="over">▲ {t('trace/late')}</div> : null}{a.implied && <div className="dim">{t('trace/implied')}</div>}</td>
                    <td className="num">{known?.receivedAt ? clockTime(known.receivedAt) : '–'}</td>
                    <td>{who(known?.by ?? a.by)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p><Link to={`/responsibility?order=${o.id}`}>{t('responsibility/open')}</Link></p>
          <Parts key={`parts-${o.id}`} order={o} mark={mark} />
          <OrderActs key={o.id} order={o} trace={trace.data} />
          {trace.data && (
            <details style={{ marginTop: 16 }} open><summary>{t('trace/events')} ({trace.data.events.length})</summary>
              <ul style={{ marginTop: 6, fontSize: 12 }}>{trace.data.events.map((e) => <li key={e.id} className="num"><span className="dim">{clockTime(e.receivedAt)}</span> {code('event', eventKey(e.type))} <span className="dim">{who(e.actor)}</span>{e.corrections?.map((c) => <div key={c.id}>✎ <b>{c.textZh}</b> · {c.reason} <span className="dim">{people(c.by)} {clockTime(c.at)}</span></div>)}</li>)}</ul>
            </details>
          )}
        </>
      )}
    </Drawer>
  );
}
