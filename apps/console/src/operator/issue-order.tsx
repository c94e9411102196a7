import { Button, Drawer, Input, InputNumber, Select } from 'antd';
import { ORDERED_MEASURES, SITE_SCOPES, SUSPEND_SCOPES, type SiteKind } from '@xunling/contracts';
import type { ArrowMinutes, OrderView } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { Refused } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { addressees, placesFor } from '../view/addressees.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Conflicts } from './conflicts.js';
import { Deadlines } from './deadlines.js';

/** One order to one post, team or depot, or one in the place of an order not yet reported; names its effect, shows what contradicts it, and lets the common superior override with a reason. */
export function IssueOrder({ open, amends, onClose }: { open: boolean; amends?: OrderView | undefined; onClose: () => void }) {
  const { t } = useWords();
  return <Drawer open={open} onClose={onClose} size={560} title={t(amends ? 'issue/amendTitle' : 'issue/title')} destroyOnHidden><Form key={amends?.id ?? ''} amends={amends} /></Drawer>;
}

function Form({ amends }: { amends: OrderView | undefined }) {
  const { t, zh, code } = useWords();
  const { picture, phase } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const grants = user?.grants ?? [];
  const [words, setWords] = useState('');
  const [measure, setMeasure] = useState(amends?.measure ?? 'PATROL');
  const [to, setTo] = useState(amends?.addressee.id);
  const [place, setPlace] = useState(amends?.area);
  const [site, setSite] = useState(amends?.siteId);
  const [scope, setScope] = useState(amends?.scope);
  const [text, setText] = useState((zh ? amends?.textZh : amends?.textEn) ?? '');
  const [n, setN] = useState<number | null>(amends?.quantity?.n ?? null);
  const [unit, setUnit] = useState(amends?.quantity?.unit ?? '');
  const [minutes, setMinutes] = useState<ArrowMinutes>();
  const [override, setOverride] = useState('');
  const [incident, setIncident] = useState(amends?.incidentId);
  const { sending, error, done, run, clear } = useAct<OrderView>();
  const found = useMemo(() => (picture ? addressees(picture, grants, words, zh) : []), [picture, grants, words, zh]);
  const named = to ? picture?.names[to] : undefined;
  const places = useMemo(() => (picture && named?.area ? placesFor(picture, grants, named.area) : []), [picture, grants, named?.area]);
  const area = place ?? named?.area;
  const sites = useMemo(() => Object.entries(picture?.sites ?? {}).filter(([, s]) => area && !s.closed && s.area.startsWith(area)), [picture, area]);
  const conflict = error instanceof Refused && error.code === 'order.conflict' ? error : undefined;
  const change = <T,>(set: (value: T) => void) => (value: T) => { set(value); clear(); };
  const send = (more: object = {}) => run('/api/orders', {
    measure, ...(measure === 'SUSPEND' && scope ? { scope } : {}), addressee: { kind: named!.of ?? 'post', id: to }, area, ...(site ? { siteId: site } : {}), ...(incident ? { incidentId: incident } : {}), ...(text.trim() ? { text: text.trim() } : {}), ...(n && unit.trim() ? { quantity: { n, unit: unit.trim() } } : {}), ...(minutes ? { minutes } : {}), ...(amends ? { amends: amends.id } : {}), ...more,
  }).then((order) => { if (order) { setMinutes(undefined); setText(''); setN(null); setUnit(''); setOverride(''); setTo(undefined); setPlace(undefined); setSite(undefined); } });
  // a site is asked to stop only what its kind can
  const scopes = site ? SITE_SCOPES[picture!.sites[site]!.kind as SiteKind] : SUSPEND_SCOPES;
  const ready = !!to && !!area && (!n || unit.trim() !== '') && phase === 'live';
  return (
    <div className="stack">
      {amends && <p className="effect">{t('issue/amends', { to: names.post(amends.addressee.id), measure: code('measure', amends.measure), time: clockTime(amends.issuedAt) })}</p>}
      <label>{t('issue/measure')}<Select value={measure} onChange={change(setMeasure)} style={{ width: '100%' }} options={ORDERED_MEASURES.map((m) => ({ value: m, label: code('measure', m) }))} /></label>
      {measure === 'SUSPEND' && <label>{t('scope/title')}<Select allowClear value={scope ?? null} placeholder={t('scope/usual')} style={{ width: '100%' }} onChange={change((s: string | null | undefined) => setScope(s ?? undefined))} options={scopes.map((s) => ({ value: s, label: code('scope', s) }))} /></label>}
      <label>{t('issue/to')}
        <Select showSearch={{ filterOption: false, onSearch: setWords }} value={to ?? null} placeholder={t('issue/toHint')} style={{ width: '100%' }} notFoundContent={t('command/none')}
          onChange={(id: string | null) => { setTo(id ?? undefined); setPlace(undefined); setSite(undefined); clear(); }}
          options={found.map((a) => ({ value: a.id, label: `${a.name} · ${names.area(a.area)}${a.vacant ? ` · ${t('issue/vacant')}` : ''}` }))} />
      </label>
      <label>{t('issue/place')}<Select showSearch={{ optionFilterProp: 'label' }} value={area ?? null} disabled={!to} style={{ width: '100%' }} onChange={(c: string) => { setPlace(c); setSite(undefined); clear(); }} options={places.map((c) => ({ value: c, label: `${names.place(c)} ${c}` }))} /></label>
      <label>{t('issue/site')}<Select allowClear showSearch={{ optionFilterProp: 'label' }} value={site ?? null} disabled={sites.length === 0} style={{ width: '100%' }} placeholder={t('issue/siteHint')} onChange={(id?: string) => { setSite(id); setScope(undefined); clear(); }} options={sites.map(([id]) => ({ value: id, label: names.site(id) }))} /></label>
      <label>{t('issue/quantity')}
        <span style={{ display: 'flex', gap: 8 }}><InputNumber min={0.001} value={n} style={{ width: 160 }} onChange={change(setN)} /><Input value={unit} maxLength={20} placeholder={t('issue/unit')} aria-label={t('issue/unit')} onChange={(e) => { setUnit(e.target.value); clear(); }} /></span>
      </label>
      <label>{t('issue/text')}<Input.TextArea rows={3} maxLength={2000} value={text} placeholder={t('issue/textHint')} onChange={(e) => { setText(e.target.value); clear(); }} /></label>
      <Deadlines value={minutes} onChange={change(setMinutes)} />
      {area && <IncidentPick areas={[area]} value={incident} onChange={change(setIncident)} />}
      {conflict ? <Conflicts refused={conflict} /> : <Problem error={error} kept={error ? t('field/kept') : ''} />}
      {conflict?.allowed.includes('override') && (
        <>
          <Input.TextArea rows={2} maxLength={1000} aria-label={t('issue/overrideReason')} placeholder={t('issue/overrideReason')} value={override} onChange={(e) => setOverride(e.target.value)} />
          <Button danger type="primary" loading={sending} disabled={!ready || override.trim() === ''} onClick={() => void send({ override: override.trim() })}>{t('issue/override')}</Button>
        </>
      )}
      {done && <p className="receipt" role="status">✓ {t('issue/sent', { to: done.addressee.name })}</p>}
      {!conflict && <Button type="primary" size="large" loading={sending} disabled={!ready} onClick={() => void send()}>{sending ? t('trace/sending') : named ? t('issue/send', { to: names.post(to!), measure: code('measure', measure) }) : t('issue/pick')}</Button>}
    </div>
  );
}
