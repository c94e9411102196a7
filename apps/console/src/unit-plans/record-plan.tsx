import { Button, Input } from 'antd';
import type { UnitPlanRow } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const today = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
const instant = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();
async function sha256(file: File): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** The document stays with its unit: what is kept here is its name, its hash and how long it holds. */
export function Record({ unitId, kind, onDone }: { unitId: string; kind: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const now = useNow();
  const [title, setTitle] = useState('');
  const [digest, setDigest] = useState('');
  const [approved, setApproved] = useState(today(now));
  const [until, setUntil] = useState(today(now + 365 * 86_400_000));
  const { sending, error, run } = useAct<UnitPlanRow>();
  const take = async (file: File | undefined) => { if (file) { setDigest(await sha256(file)); if (!title) setTitle(file.name.replace(/\.[^.]+$/, '')); } };
  const send = async () => { if (await run('/api/unit-plans', { unitId, kind, title: title.trim(), digest, approvedAt: instant(approved), validUntil: instant(until) })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('unitPlans/file')}<input className="native" type="file" onChange={(e) => void take(e.target.files?.[0])} /></label>
      {digest && <span className="dim num hash">SHA-256 {digest}</span>}
      <label>{t('unitPlans/titleOf')}<Input value={title} maxLength={200} onChange={(e) => setTitle(e.target.value)} /></label>
      <label>{t('unitPlans/approved')}<input className="native" type="date" max={today(now)} value={approved} onChange={(e) => setApproved(e.target.value)} /></label>
      <label>{t('unitPlans/validUntil')}<input className="native" type="date" min={approved} value={until} onChange={(e) => setUntil(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !digest || !title.trim() || !approved || !until}>{t('unitPlans/save')}</Button>
    </form>
  );
}

export function Drill({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const now = useNow();
  const [day, setDay] = useState(today(now));
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<UnitPlanRow>();
  // a drill of today is one of now: its day has not ended
  const at = (): string => (day === today(now) ? new Date(now).toISOString() : instant(day));
  const send = async () => { if (await run(`/api/unit-plans/${id}/drills`, { drilledAt: at(), note: note.trim() })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('unitPlans/drillDay')}<input className="native" type="date" max={today(now)} value={day} onChange={(e) => setDay(e.target.value)} /></label>
      <label>{t('unitPlans/drillNote')}<Input value={note} maxLength={1000} onChange={(e) => setNote(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !note.trim() || !day}>{t('unitPlans/drill')}</Button>
    </form>
  );
}
