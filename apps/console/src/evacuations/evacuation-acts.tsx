import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { conservationOf } from '@xunling/contracts';
import type { EvacuationView, EvacuationWithLedgers } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Refused } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

interface Missing { listed: number; verified: number; missingPersons: number; missing: { householdId: string; area: string; head: string; state: string; persons: number }[] }

/** All safe, lift, close: of the whole evacuation. A refusal says who is missing. */
export function EvacuationActs({ of: e, opens }: { of: EvacuationView; opens: boolean }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<EvacuationWithLedgers>();
  if (!opens || e.state === 'closed') return null;
  const act = async (verb: string, body: object = {}) => { if (await run(`/api/evacuations/${e.id}/${verb}`, body)) { setReason(''); void client.invalidateQueries({ queryKey: ['evacuations'] }); } };
  const missing = error instanceof Refused && error.code === 'evacuation.not-all-safe' ? (error.more as unknown as Missing) : undefined;
  const { planned, verified } = conservationOf(e.totals);
  // offered as the next step only once nobody is missing; asked before, the answer says who is
  const allThere = planned > 0 && verified === planned;
  const off = phase !== 'live' || sending;
  return (
    <>
      <div className="page-acts">
        {!e.safeAt && <Button {...(allThere ? { type: 'primary' as const } : {})} disabled={off} onClick={() => void act('declare-safe')}>{t('evacuations/declare')}</Button>}
        {e.state === 'open' && <Button disabled={off} onClick={() => void act('list')}>{t('evacuations/enlist')}</Button>}
        {e.state === 'open' && e.cause !== 'order' && <><Input style={{ width: 200 }} value={reason} maxLength={1000} aria-label={t('evacuations/reason')} placeholder={t('evacuations/reason')} onChange={(x) => setReason(x.target.value)} /><Button disabled={off || !reason.trim()} onClick={() => void act('lift', { reason: reason.trim() })}>{t('evacuations/lift')}</Button></>}
        {e.state === 'lifted' && <><span>{t('evacuations/lifted')}</span><Button disabled={off} onClick={() => void act('close')}>{t('evacuations/close')}</Button></>}
      </div>
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
      {missing && <div className="problem"><strong>{t('evacuations/missing', { listed: missing.listed, verified: missing.verified, n: missing.missingPersons })}</strong><ul className="missing">{missing.missing.map((m) => <li key={m.householdId + m.state}>{names.area(m.area)} · {m.head} · {t('evacuations/people', { n: m.persons })} · {t(`evacuations/s_${m.state}`)}</li>)}</ul></div>}
    </>
  );
}

/** By who commands a street, without waiting for an order. */
export function OpenEvacuation() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [area, setArea] = useState<string>();
  const [siteId, setSite] = useState<string>();
  const [reason, setReason] = useState('');
  const { sending, error, done, run, clear } = useAct<EvacuationWithLedgers>();
  const mine = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && c.length <= 15 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const sites = area ? Object.entries(picture?.sites ?? {}).filter(([, s]) => s.area.startsWith(area)) : [];
  const send = async () => { if (await run('/api/evacuations', { area, ...(siteId ? { siteId } : {}), reason: reason.trim() })) { setReason(''); void client.invalidateQueries({ queryKey: ['evacuations'] }); } };
  return (
    <section className="sheet" aria-label={t('evacuations/open')}>
      <h2>{t('evacuations/open')}</h2>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Select showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} aria-label={t('evacuations/where')} placeholder={t('evacuations/where')} value={area ?? null} onChange={(v: string | null) => { setArea(v ?? undefined); setSite(undefined); clear(); }} options={mine.map((c) => ({ value: c, label: names.place(c) }))} />
        {sites.length > 0 && <Select allowClear showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 200 }} aria-label={t('evacuations/site')} placeholder={t('evacuations/site')} value={siteId ?? null} onChange={(v?: string | null) => { setSite(v ?? undefined); clear(); }} options={sites.map(([id]) => ({ value: id, label: names.site(id) }))} />}
        <Input className="grow" maxLength={1000} value={reason} aria-label={t('evacuations/reason')} placeholder={t('evacuations/reason')} onChange={(e) => setReason(e.target.value)} />
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !area || !reason.trim()}>{t('evacuations/doOpen')}</Button>
        {done && <span className="receipt" role="status">✓ {t('evacuations/opened', { n: done.totals.planned })}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
