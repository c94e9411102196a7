import { Button, Input, Select } from 'antd';
import type { ReportingLine } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { Refused } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useUnits } from '../api/units.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { addressees } from '../view/addressees.js';
import { useWords } from '../words/use-words.js';

/** Lets one report to another in an incident; an eighth report or a second superior needs the commander's reason. */
export function LineForm({ incidentId }: { incidentId: string }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [who, setWho] = useState<string>();
  const [to, setTo] = useState<string>();
  const [override, setOverride] = useState('');
  const { sending, error, done, run, clear } = useAct<ReportingLine>();
  const node = (value: string) => { const [kind, id] = value.split('|'); return { kind, id }; };
  const refused = error instanceof Refused && error.status === 409;
  const send = async () => { if (await run('/api/reporting-lines', { who: node(who!), to: node(to!), incidentId, ...(override.trim() ? { override: override.trim() } : {}) })) { setWho(undefined); setOverride(''); } };
  return (
    <details className="shift-form"><summary>{t('seats/assign')}</summary>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <label>{t('seats/who')}<Node value={who} seats={false} onChange={(v) => { setWho(v); clear(); }} /></label>
        <label>{t('seats/to')}<Node value={to} seats onChange={(v) => { setTo(v); clear(); }} /></label>
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {refused && <Input value={override} maxLength={1000} placeholder={t('seats/overrideReason')} aria-label={t('seats/overrideReason')} onChange={(e) => setOverride(e.target.value)} />}
        {done && <p className="receipt" role="status">✓ {t('seats/assigned')}</p>}
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !who || !to || (refused && !override.trim())}>{t(refused ? 'seats/assignOver' : 'seats/assignDo')}</Button>
      </form>
    </details>
  );
}

/** A seat, post, team or unit, found by words. */
function Node({ value, seats, onChange }: { value: string | undefined; seats: boolean; onChange: (value: string | undefined) => void }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const [words, setWords] = useState('');
  const found = useMemo(() => (picture ? addressees(picture, user?.grants ?? [], words, zh).filter((a) => a.kind !== 'depot') : []), [picture, user, words, zh]);
  const units = useUnits().filter((u) => words.trim() && u.name.toLowerCase().includes(words.trim().toLowerCase())).slice(0, 20);
  const options = [...(seats && !words ? ['commander', 'deputy'].map((s) => ({ value: `seat|${s}`, label: t(`seats/seat_${s}`) })) : []), ...units.map((u) => ({ value: `unit|${u.id}`, label: `${u.name} · ${names.area(u.area)}` })), ...found.map((a) => ({ value: `${a.kind}|${a.id}`, label: `${a.name} · ${names.area(a.area)}` }))];
  return <Select showSearch={{ filterOption: false, onSearch: setWords }} style={{ width: '100%' }} value={value ?? null} placeholder={t('issue/toHint')} notFoundContent={t('command/none')} onChange={(v: string | null) => onChange(v ?? undefined)} options={options} />;
}

/** Ends a line; whom it concerned stays in the journal. */
export function Release({ id, label }: { id: string; label: string }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run } = useAct<ReportingLine>();
  return <><Button size="small" type="text" loading={sending} disabled={phase !== 'live'} aria-label={t('seats/release', { who: label })} title={t('seats/release', { who: label })} onClick={() => void run(`/api/reporting-lines/${id}/release`, {})}>✕</Button><Problem error={error} /></>;
}
