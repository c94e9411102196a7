import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { SHELTER_KINDS, SHELTER_ZONES } from '@xunling/contracts';
import type { ShelterView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Refused } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** Fewer places, zones apart; without figures the constraint is over. */
export function Constrain({ of: s }: { of: ShelterView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [capacity, setCapacity] = useState<number | null>(null);
  const [zones, setZones] = useState<Record<string, number | null>>({});
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ShelterView>();
  const set = SHELTER_ZONES.flatMap((zone) => (zones[zone] == null ? [] : [{ zone, capacity: zones[zone] }]));
  const send = async () => { if (await run(`/api/shelters/${s.id}/constrain`, { reason: reason.trim(), ...(capacity === null ? {} : { capacity }), ...(set.length > 0 ? { zones: set } : {}) })) { setReason(''); void client.invalidateQueries({ queryKey: ['shelters'] }); } };
  return (
    <details><summary>{t('shelters/constrain')}</summary>
      <p className="dim">{t('shelters/constrainMore')}</p>
      <div className="page-acts">
        <InputNumber aria-label={t('shelters/lowered')} placeholder={t('shelters/lowered')} style={{ width: 150 }} min={0} max={s.built} value={capacity} onChange={setCapacity} />
        {SHELTER_ZONES.map((zone) => <InputNumber key={zone} aria-label={t(`shelters/zone_${zone}`)} placeholder={t(`shelters/zone_${zone}`)} style={{ width: 110 }} min={0} max={s.built} value={zones[zone] ?? null} onChange={(v) => setZones({ ...zones, [zone]: v })} />)}
        <Input style={{ width: 200 }} maxLength={400} value={reason} aria-label={t('shelters/reason')} placeholder={t('shelters/reason')} onChange={(e) => setReason(e.target.value)} />
        <Button loading={sending} disabled={phase !== 'live' || !reason.trim()} onClick={() => void send()}>{t('shelters/constrainDo')}</Button>
      </div>
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
    </details>
  );
}

/** More or fewer places as built (核定容量): an act of its own that says from what to what; below who is inside or expected it is refused with their number. */
export function Resize({ of: s }: { of: ShelterView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [capacity, setCapacity] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const { sending, error, done, run } = useAct<ShelterView>();
  const changes = capacity !== null && capacity !== s.built;
  const send = async () => { if (await run(`/api/shelters/${s.id}/capacity`, { capacity, reason: reason.trim() })) { setCapacity(null); setReason(''); void client.invalidateQueries({ queryKey: ['shelters'] }); } };
  const inside = error instanceof Refused && error.code === 'shelter.occupied' ? Number(error.more['inside']) : undefined;
  return (
    <details><summary>{t('shelters/resize')}</summary>
      <p className="dim">{t('shelters/resizeMore')}</p>
      <div className="page-acts">
        <InputNumber aria-label={t('shelters/resized')} placeholder={t('shelters/resized')} style={{ width: 150 }} min={1} max={100000} precision={0} value={capacity} onChange={setCapacity} />
        <Input style={{ width: 200 }} maxLength={400} value={reason} aria-label={t('shelters/resizeWhy')} placeholder={t('shelters/reason')} onChange={(e) => setReason(e.target.value)} />
        <Button loading={sending} disabled={phase !== 'live' || !changes || !reason.trim()} onClick={() => void send()}>{changes ? t('shelters/resizeDo', { from: s.built, to: capacity }) : t('shelters/resizeNone')}</Button>
        {done && <span className="receipt" role="status">✓ {t('shelters/resizeDone', { n: done.built })}</span>}
      </div>
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
      {inside !== undefined && <p className="over">▲ {t('shelters/resizeOver', { n: inside, present: s.totals.present, assigned: s.totals.assigned })}</p>}
    </details>
  );
}

const BLANK = { name: '', nameEn: '', contact: '', phone: '' };
/** A position says what it is measured in. */
export function RegisterShelter() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [form, setForm] = useState(BLANK);
  const [area, setArea] = useState<string>();
  const [kind, setKind] = useState<string>('SCHOOL');
  const [datum, setDatum] = useState<string>();
  const [lon, setLon] = useState<number | null>(null);
  const [lat, setLat] = useState<number | null>(null);
  const [capacity, setCapacity] = useState<number | null>(null);
  const { sending, error, done, run } = useAct<ShelterView>();
  const mine = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && c.length <= 15 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const text = (key: keyof typeof BLANK) => <Input className="claim-field" maxLength={key === 'phone' ? 40 : 80} value={form[key]} placeholder={t(`shelters/${key}`)} aria-label={t(`shelters/${key}`)} onChange={(e) => setForm({ ...form, [key]: e.target.value })} />;
  const full = area && datum && lon !== null && lat !== null && capacity && Object.values(form).every((v) => v.trim());
  const send = async () => { if (await run('/api/shelters', { ...form, area, kind, datum, position: { lon, lat }, capacity })) { setForm(BLANK); void client.invalidateQueries({ queryKey: ['shelters'] }); } };
  return (
    <section className="sheet" aria-label={t('shelters/register')}>
      <h2>{t('shelters/register')}</h2>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        {text('name')}{text('nameEn')}
        <Select showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} aria-label={t('shelters/place')} placeholder={t('shelters/place')} value={area ?? null} onChange={(v: string | null) => setArea(v ?? undefined)} options={mine.map((c) => ({ value: c, label: `${names.place(c)} ${c}` }))} />
        <Select style={{ width: 150 }} aria-label={t('shelters/kind')} value={kind} onChange={setKind} options={SHELTER_KINDS.map((k) => ({ value: k, label: t(`shelters/kind_${k}`) }))} />
        <InputNumber style={{ width: 120 }} aria-label={t('shelters/lon')} placeholder={t('shelters/lon')} min={-180} max={180} value={lon} onChange={setLon} />
        <InputNumber style={{ width: 120 }} aria-label={t('shelters/lat')} placeholder={t('shelters/lat')} min={-90} max={90} value={lat} onChange={setLat} />
        <Select style={{ width: 120 }} aria-label={t('shelters/datum')} placeholder={t('shelters/datum')} value={datum ?? null} onChange={(v: string | null) => setDatum(v ?? undefined)} options={['WGS84', 'GCJ02'].map((d) => ({ value: d, label: d }))} />
        <InputNumber style={{ width: 140 }} aria-label={t('shelters/capacity')} placeholder={t('shelters/capacity')} min={1} max={100000} value={capacity} onChange={setCapacity} />
        {text('contact')}{text('phone')}
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !full}>{t('shelters/registerDo')}</Button>
        {done && <span className="receipt" role="status">✓ {t('shelters/registered')}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}
