import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Skeleton } from 'antd';
import type { DrawnLine, DrawnPreview, OrderSetView } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { newKey, Refused, write } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { Lines } from './drawn-lines.js';
import { textsOf, type Point } from './shapes.js';

interface Props { ring: readonly Point[]; names: { area: (code: string) => string; place: (code: string) => string }; onInside: (codes: ReadonlySet<string>) => void }

/** What lies inside, what would be sent to whom, and the act: the preview and the act count alike. */
export function DrawnOrders({ ring, names, onInside }: Props) {
  const { t, code } = useWords();
  const { phase } = useLive();
  const [lines, setLines] = useState<DrawnLine[]>([{ to: 'site', measure: 'CLOSE' }]);
  const [except, setExcept] = useState<ReadonlySet<string>>(new Set());
  const [incident, setIncident] = useState<string>();
  const [override, setOverride] = useState('');
  const { sending, error, done, run, clear } = useAct<OrderSetView>();
  const asked = { ring: textsOf(ring), datum: 'WGS84', orders: lines, ...(except.size > 0 ? { except: [...except] } : {}) };
  const { data: p, error: failed, isFetching, refetch } = useQuery({ queryKey: ['drawn', asked], queryFn: () => write<DrawnPreview>('/api/order-sets/preview', asked, newKey()), placeholderData: (before) => before });
  useEffect(() => { if (p) onInside(new Set(p.grids)); }, [p?.grids.join()]);
  const people = usePeople(p?.conflicts.map((c) => c.by) ?? []);
  const leave = (id: string) => { const next = new Set(except); if (!next.delete(id)) next.add(id); setExcept(next); clear(); };
  const conflict = error instanceof Refused && error.code === 'order.conflict' ? error : undefined;
  const mayOverride = !!conflict?.allowed.includes('override');
  const send = async () => { if (await run('/api/order-sets', { ...asked, ...(incident ? { incidentId: incident } : {}), ...(override.trim() ? { override: override.trim() } : {}) })) { setOverride(''); void refetch(); } };
  if (failed && !p) return <section className="sheet"><Problem error={failed} kept={t('map/kept')} /></section>;
  if (!p) return <section className="sheet"><Skeleton active title={false} paragraph={{ rows: 4 }} /></section>;
  const lists = [['sites', p.sites], ['teams', p.teams], ['depots', p.depots]] as const;
  return (
    <>
      <section className="sheet" aria-label={t('map/inside')}>
        <h2>{t('map/inside')}</h2>
        <p>{t('map/counts', { grids: p.grids.length, sites: p.sites.length, posts: p.posts.length, teams: p.teams.length, depots: p.depots.length })}</p>
        {lists.filter(([, of]) => of.length > 0).map(([what, of]) => (
          <details key={what}><summary>{t(`map/n_${what}`, { n: of.length })} {of.some((x) => except.has(x.id)) && <span className="dim">{t('map/without', { n: of.filter((x) => except.has(x.id)).length })}</span>}</summary>
            <ul className="map-list">{of.map((x) => <li key={x.id}><Checkbox checked={!except.has(x.id)} onChange={() => leave(x.id)}>{x.name} <span className="dim">{t(`plans/${what === 'sites' ? 'siteKind' : 'unit'}/${x.kind}`)} · {names.place(x.area)}</span></Checkbox></li>)}</ul>
          </details>
        ))}
        {(p.teams.length > 0 || p.depots.length > 0) && <p className="dim">{t('map/home')}</p>}
      </section>
      <section className="sheet" aria-label={t('map/orders')}>
        <h2>{t('map/orders')}</h2>
        <Lines lines={lines} onChange={(next) => { setLines(next); clear(); }} />
        <div className="effect" aria-live="polite" aria-busy={isFetching}>
          <b>{t('map/effect', { orders: p.orders, addressees: p.addressees })}</b>
          {p.perArea.length > 1 && <div className="dim">{p.perArea.map((a) => `${names.area(a.area)} ${a.orders}`).join(' · ')}</div>}
          {p.liftsEnded !== undefined && <div className="over">▲ {t('decision/liftsEnded', { n: p.liftsEnded })}</div>}
          {p.standing > 0 && <div className="dim">{t('map/standing', { n: p.standing })}</div>}
          {p.unaddressable.length > 0 && <details><summary className="over">▲ {t('decision/unaddressable', { n: p.unaddressable.length })}</summary><ul className="hops">{p.unaddressable.slice(0, 200).map((u, i) => <li key={i}>{code('measure', u.measure)} {names.place(u.area)}</li>)}</ul></details>}
          {p.conflicts.length > 0 && <details open><summary className="over">▲ {t('map/conflicts', { n: p.conflicts.length })}</summary><ul className="hops">{p.conflicts.map((c) => <li key={c.orderId + c.why}>{code('measure', c.measure)} {names.place(c.area)} · {people(c.by)} · {t(`issue/why_${c.why}`)}</li>)}</ul></details>}
        </div>
        <IncidentPick areas={p.grids} value={incident} onChange={setIncident} />
        {conflict ? <p className="problem" role="alert">{t(mayOverride ? 'issue/mayOverride' : 'issue/superior')}</p> : <Problem error={error ?? failed} kept={error ? t('field/kept') : ''} />}
        {mayOverride && <Input.TextArea rows={2} maxLength={1000} aria-label={t('issue/overrideReason')} placeholder={t('issue/overrideReason')} value={override} onChange={(e) => setOverride(e.target.value)} />}
        {done && <p className="receipt" role="status">✓ {t('map/sent', { n: done.orders })}</p>}
        <Button type="primary" size="large" loading={sending} disabled={phase !== 'live' || !!done || (p.orders === 0 && !p.liftsEnded) || (mayOverride && !override.trim())} danger={mayOverride} onClick={() => void send()}>{sending ? t('trace/sending') : mayOverride ? t('issue/override') : t('map/send', { n: p.orders })}</Button>
      </section>
    </>
  );
}
