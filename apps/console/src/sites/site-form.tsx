import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { SITE_KINDS } from '@xunling/contracts';
import type { SiteView, SiteWithSteps } from '@xunling/contracts/classes';
import { useState, type ReactNode } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { ContactLines, contactsOf, lineOf, wholeLines, type ContactLine } from './contact-lines.js';
import { KeeperPick } from './keeper-pick.js';

interface Form { area?: string; kind: string; name: string; nameEn: string; owner: string; closeAtCm: number | null; clearAtCm: number | null; closureDistanceM: number | null; sensors: string; lon: number | null; lat: number | null; datum: string; evacuationPlan: boolean; keeper?: string; contacts: ContactLine[] }
const formOf = (s?: SiteView): Form => ({
  ...(s ? { area: s.area } : {}), kind: s?.kind ?? 'UNDERPASS', name: s?.name ?? '', nameEn: s?.nameEn ?? '', owner: s?.owner ?? '', closeAtCm: s?.closeAtCm ?? null, clearAtCm: s?.clearAtCm ?? null, closureDistanceM: s?.closureDistanceM ?? null, sensors: (s?.sensors ?? []).join(' '),
  lon: s?.position.lon ?? null, lat: s?.position.lat ?? null, datum: s ? 'WGS84' : '', evacuationPlan: s?.evacuationPlan ?? false, ...(s?.keeperPostId ? { keeper: s.keeperPostId } : {}), contacts: s?.contacts?.length ? s.contacts.map(lineOf) : [lineOf()],
});

/** A new entry, or a change to one: only what was changed is sent. A position says what it is measured in. */
export function SiteForm({ site, onDone }: { site?: SiteView; onDone: () => void }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [f, setF] = useState(() => formOf(site));
  const { sending, error, run } = useAct<SiteWithSteps>();
  const places = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const set = (more: Partial<Form>) => setF({ ...f, ...more });
  const before = formOf(site);
  const moved = f.lon !== before.lon || f.lat !== before.lat || f.datum !== before.datum;
  const fields = (): object => {
    const given: Record<string, unknown> = {
      kind: f.kind, name: f.name.trim(), nameEn: f.nameEn.trim() || f.name.trim(), owner: f.owner.trim() || undefined, closeAtCm: f.closeAtCm ?? undefined, clearAtCm: f.clearAtCm ?? undefined, closureDistanceM: f.closureDistanceM ?? undefined,
      sensors: f.sensors.split(/[\s;,]+/).filter(Boolean), evacuationPlan: f.evacuationPlan, keeperPostId: f.keeper, ...(site?.masked || JSON.stringify(f.contacts) === JSON.stringify(before.contacts) ? {} : { contacts: contactsOf(f.contacts) }),
      ...(!site || moved ? { position: { lon: f.lon, lat: f.lat }, datum: f.datum } : {}), ...(site ? {} : { area: f.area }),
    };
    return Object.fromEntries(Object.entries(given).filter(([k, v]) => v !== undefined && (!site || JSON.stringify(v) !== JSON.stringify(site[k as keyof SiteView]))));
  };
  const send = async () => { if (await run(site ? `/api/sites/${site.id}/revise` : '/api/sites', fields())) onDone(); };
  const text = (key: 'name' | 'nameEn' | 'owner' | 'sensors', max: number): ReactNode => <label>{t(`siteRegister/f/${key}`)}<Input value={f[key]} maxLength={max} onChange={(e) => set({ [key]: e.target.value })} /></label>;
  const number = (key: 'closeAtCm' | 'clearAtCm' | 'closureDistanceM' | 'lon' | 'lat', max: number, unit?: string): ReactNode => <label>{t(`siteRegister/f/${key}`)}<InputNumber style={{ width: '100%' }} min={key === 'lon' || key === 'lat' ? -max : 0} max={max} value={f[key]} {...(unit ? { suffix: unit, precision: 0 } : {})} onChange={(v) => set({ [key]: v })} /></label>;
  const ready = phase === 'live' && f.name.trim() !== '' && !!f.area && f.lon !== null && f.lat !== null && f.datum !== '' && wholeLines(f.contacts);
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div className="site-form">
        {!site && <label>{t('siteRegister/f/area')}<Select showSearch={{ optionFilterProp: 'label' }} value={f.area ?? null} onChange={(v: string | null) => set(v ? { area: v } : {})} options={places.map((c) => ({ value: c, label: `${names.place(c)} ${c}` }))} /></label>}
        <label>{t('siteRegister/f/kind')}<Select value={f.kind} onChange={(kind) => set({ kind })} options={SITE_KINDS.map((k) => ({ value: k, label: code('plans/siteKind', k) }))} /></label>
        {text('name', 200)}{text('nameEn', 200)}{text('owner', 200)}{number('closeAtCm', 2000, 'cm')}{number('clearAtCm', 2000, 'cm')}{number('closureDistanceM', 5000, 'm')}{text('sensors', 400)}{number('lon', 180)}{number('lat', 90)}
        <label>{t('siteRegister/f/datum')}<Select value={f.datum || null} placeholder={t('siteRegister/datumPick')} onChange={(datum: string) => set({ datum })} options={[{ value: 'WGS84', label: 'WGS84 / CGCS2000' }, { value: 'GCJ02', label: 'GCJ-02' }]} /></label>
        {f.area && <KeeperPick area={f.area} value={f.keeper} onChange={(keeper) => set({ keeper })} />}
      </div>
      {!site?.masked && <ContactLines lines={f.contacts} onChange={(contacts) => set({ contacts })} />}
      <Checkbox checked={f.evacuationPlan} onChange={(e) => set({ evacuationPlan: e.target.checked })}>{t('siteRegister/f/evacuationPlan')}</Checkbox>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <span><Button type="primary" htmlType="submit" loading={sending} disabled={!ready}>{t(site ? 'siteRegister/save' : 'siteRegister/saveDraft')}</Button></span>
    </form>
  );
}
