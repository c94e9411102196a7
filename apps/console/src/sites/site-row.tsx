import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { SiteView, SiteWithSteps } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { StateSite } from '../closures/state-site.js';
import { SiteForm } from './site-form.js';

/** One line of the register with what may be done to it. */
export function SiteRow({ site: s, keeps, onDone }: { site: SiteView; keeps: boolean; onDone: () => void }) {
  const { t, zh, code } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [open, setOpen] = useState<'edit' | 'withdraw' | 'steps'>();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<SiteWithSteps>();
  const act = async (verb: string, body: object) => { if (await run(`/api/sites/${s.id}/${verb}`, body)) { setOpen(undefined); onDone(); } };
  const toggle = (what: 'edit' | 'withdraw' | 'steps', word: string) => <Button size="small" aria-expanded={open === what} onClick={() => setOpen(open === what ? undefined : what)}>{t(`siteRegister/${word}`)}</Button>;
  const live = s.state !== 'withdrawn';
  return (
    <tr>
      <td><b>{zh ? s.name : s.nameEn}</b><div className="dim">{code('plans/siteKind', s.kind)} · {names.place(s.area)}</div><div className="dim num">{s.position.lon.toFixed(5)}, {s.position.lat.toFixed(5)} WGS84{s.sourceDatum ? ` (${t('siteRegister/from', { datum: s.sourceDatum })})` : ''}</div></td>
      <td>{s.owner ?? <span className="over">▲ {t('siteRegister/g_owner')}</span>}</td>
      <td className="num">{s.closeAtCm === undefined ? <span className="over">▲ {t('siteRegister/g_threshold')}</span> : t('siteRegister/levels', { close: s.closeAtCm, clear: s.clearAtCm ?? s.closeAtCm })}{s.closureDistanceM !== undefined && <div className="dim">{t('siteRegister/distance', { n: s.closureDistanceM })}</div>}{(s.sensors ?? []).length > 0 && <div className="dim">{s.sensors!.join(' ')}</div>}</td>
      <td>{(s.contacts ?? []).map((c) => <div key={c.phone + c.name}>{c.name} <span className="num">{c.phone}</span>{c.duty && <span className="dim"> {c.duty}</span>}</div>)}{s.masked && (s.contacts ?? []).length > 0 && <div className="dim">{t('casualties/masked')}</div>}</td>
      <td>{s.gaps.length === 0 ? <span className="dim">✓</span> : s.gaps.map((g) => <div key={g} className="over">▲ {t(`siteRegister/g_${g}`)}{g === 'gauges' && <> <span className="num">{s.strays!.join(' ')}</span><div className="dim">{t('siteRegister/strays')}</div></>}</div>)}</td>
      <td>
        <div className="page-acts">
          {keeps && s.state === 'draft' && <Button size="small" type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void act('publish', {})}>{t('siteRegister/publish')}</Button>}
          {keeps && live && toggle('edit', 'edit')}{keeps && live && toggle('withdraw', 'withdraw')}{toggle('steps', 'steps')}
        </div>
        {s.state === 'published' && <StateSite siteId={s.id} area={s.area} />}
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {open === 'edit' && <SiteForm site={s} onDone={() => { setOpen(undefined); onDone(); }} />}
        {open === 'withdraw' && <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void act('withdraw', { reason: reason.trim() }); }}><span className="dim">{t('siteRegister/withdrawEffect')}</span><Input value={reason} maxLength={1000} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => setReason(e.target.value)} /><Button danger size="small" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('siteRegister/withdrawDo')}</Button></form>}
        {open === 'steps' && <Steps id={s.id} version={s.version} />}
      </td>
    </tr>
  );
}

function Steps({ id, version }: { id: string; version: number }) {
  const { t, code } = useWords();
  const now = useNow();
  const { data, error } = useQuery({ queryKey: ['sites', 'steps', id, version], queryFn: () => read<SiteWithSteps>(`/api/sites/${id}`) });
  const people = usePeople((data?.steps ?? []).flatMap((s) => (s.by ? [s.by] : [])));
  if (error) return <Problem error={error} />;
  return <ul className="dim">{(data?.steps ?? []).map((s, i) => <li key={i}><span className="num">{shortTime(s.at, now)}</span> {t(`siteRegister/s_${s.act}`)} {s.by ? people(s.by) : ''} {s.changed.map((c) => code('siteRegister/f', c)).join(' ')} {s.reason ?? ''}</li>)}</ul>;
}
