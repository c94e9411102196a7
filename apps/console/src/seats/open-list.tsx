import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { HandoverList, OpenCounts, SeatOfferDetail } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames } from '../api/names.js';
import { read } from '../api/door.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const WHAT = ['decisions', 'proposals', 'orderSets', 'measures', 'ground', 'peopleOut', 'peopleAway', 'callouts', 'reportsOverdue'] as const;

/** The list frozen with an offer: its figures, then by name on demand. */
export function OpenList({ offerId, counts, unfold }: { offerId: string; counts: OpenCounts; unfold: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(unfold);
  const { data, error, isPending } = useQuery({ queryKey: ['seat-offer', offerId], queryFn: () => read<SeatOfferDetail>(`/api/seat-offers/${offerId}`), enabled: open, staleTime: Infinity });
  return (
    <>
      <Counts counts={counts} />
      <button className="plain link" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? '▾' : '▸'} {open ? t('seats/fold') : t('seats/unfold')}</button>
      {open && (error ? <Problem error={error} /> : isPending ? <Skeleton active paragraph={{ rows: 3 }} title={false} /> : <OpenLines list={data.list} />)}
    </>
  );
}

export function Counts({ counts }: { counts: OpenCounts }) {
  const { t } = useWords();
  return <div className="kpi" style={{ flexWrap: 'wrap', rowGap: 6 }}>{WHAT.map((what) => <div key={what}><span className="dim">{t(`seats/n_${what}`)}</span><br /><b className="num">{counts[what] ?? '–'}</b></div>)}</div>;
}

/** What is open by name; counts above are whole, the lines are the first 200 of each. */
export function OpenLines({ list }: { list: HandoverList }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const to = (line: { addresseeId: string; addressee: string }): string => (names.post(line.addresseeId) === line.addresseeId.slice(0, 8) ? line.addressee : names.post(line.addresseeId));
  if (WHAT.every((what) => !list.counts[what]) && !list.evacuations?.length && !list.commitments?.length) return <p className="empty">{t('seats/nothingOpen')}</p>;
  return (
    <div className="open-lines">
      {list.decisions.map((d) => <p key={d.id}>◷ {d.level ? t('seats/decisionGauges', { level: t(`level/${d.level}`), time: shortTime(d.dueAt, now) }) : t('seats/decisionLine', { colour: code('colour', d.colour ?? ''), time: shortTime(d.dueAt, now) })}</p>)}
      {list.proposals?.map((p) => <p key={p.id}>✎ {t('seats/proposalLine', { level: t(`level/${p.level}`), areas: p.areas.map((a) => names.area(a)).join(t('seats/and')), time: shortTime(p.lapsesAt, now) })}</p>)}
      {list.reportsOverdue?.map((r) => <p key={`${r.incidentId}${r.clock}${r.dueAt}`} className="over">▲ {t('seats/reportLine', { what: t(`sitreps/clock_${r.clock}`), time: shortTime(r.dueAt, now) })}</p>)}
      {list.callouts?.map((c) => <p key={c.id}>☎ {t('seats/calloutLine', { kind: t(`seats/call_${c.kind}`), areas: c.areas.map((a) => names.area(a)).join(t('seats/and')) })} <b className={c.waiting > 0 ? 'num over' : 'num'}>{c.waiting}</b> <span className="dim">{t('seats/calloutWaiting')} · <span className="num">{shortTime(c.startedAt, now)}</span></span></p>)}
      {list.orderSets.map((s) => <p key={s.id}>▤ {s.level ? code('level', s.level) : code('seats', `set_${s.kind}`)} <span className="num">{s.k}/{s.n}</span> <span className="dim num">{shortTime(s.issuedAt, now)}</span></p>)}
      {list.measures.map((m) => <p key={m.orderId}>■ {code('measure', m.measure)} · {to(m)} <span className="dim">{names.area(m.area)} · {code('stage', m.state)}</span></p>)}
      {list.ground?.map((g) => <p key={g.measureId}>◆ {code('measure', g.measure)} · {names.site(g.siteId)} <span className="dim">{names.area(g.area)} · {t('seats/groundLine', { time: shortTime(g.begunAt, now) })} · {code('stage', g.state)}</span></p>)}
      {list.evacuations?.map((e) => <p key={e.evacuationId}>⇄ {names.place(e.area)} <b className="num">{e.away}</b> <span className="dim">{t('standDown/gone')} · {t('standDown/waiting')} <span className="num">{e.waiting}</span> · {t(`standDown/ends_${e.ends}`)}</span></p>)}
      {list.commitments?.map((c) => <p key={c.orderId}>⇥ {code('measure', c.measure)} · {to({ addresseeId: c.addressee.id, addressee: c.addressee.name })} <span className="dim">{names.area(c.area)} · {code('stage', c.state)}</span></p>)}
      {list.peopleOut.map((p) => <p key={p.orderId}>⚑ {to(p)} <span className="dim">{names.area(p.area)} · <span className="num">{t('seats/outSince', { time: shortTime(p.since, now) })}</span></span></p>)}
    </div>
  );
}
