import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { VULNERABLE } from '@xunling/contracts';
import type { HouseholdView } from '@xunling/contracts/classes';
import { useState, type ReactNode } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { correctionsOf, type Correction } from '../view/household.js';
import { useWords } from '../words/use-words.js';
import { OwnPersons } from './own-persons.js';

interface Person { name: string; vulnerable: string[] }
interface Form { code: string; area?: string; siteId?: string; head: string; phone: string; address: string; needs: string; persons: Person[]; own: Record<string, Correction>; reason: string }
const formOf = (h?: HouseholdView): Form => ({ code: h?.code ?? '', ...(h ? { area: h.area } : {}), ...(h?.siteId ? { siteId: h.siteId } : {}), head: h?.head ?? '', phone: h?.phone ?? '', address: h?.address ?? '', needs: h?.needs ?? '', persons: h ? [] : [{ name: '', vulnerable: [] }], own: {}, reason: '' });

/** A household that is new, or corrected with the reason: then only what was changed is sent. Persons it has are corrected or taken off, others added. */
export function HouseholdForm({ of, onDone }: { of?: HouseholdView; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [f, setF] = useState(() => formOf(of));
  const { sending, error, run } = useAct<HouseholdView>();
  const set = (more: Partial<Form>) => setF({ ...f, ...more });
  const grids = Object.keys(picture?.areas ?? {}).filter((c) => c.length === 15 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const sites = Object.entries(picture?.sites ?? {}).filter(([id, s]) => id === f.siteId || (!!f.area && (f.area.startsWith(s.area) || s.area.startsWith(f.area))));
  const person = (i: number, more: Partial<Person>) => set({ persons: f.persons.map((p, j) => (i === j ? { ...p, ...more } : p)) });
  const persons = f.persons.filter((p) => p.name.trim()).map((p) => ({ name: p.name.trim(), ...(p.vulnerable.length > 0 ? { vulnerable: p.vulnerable } : {}) }));
  const before = formOf(of);
  const changed = Object.fromEntries((['head', 'phone', 'address', 'needs'] as const).filter((k) => f[k].trim() && f[k].trim() !== before[k]).map((k) => [k, f[k].trim()]));
  const moved = of && f.siteId !== before.siteId ? (f.siteId ? { siteId: f.siteId } : { noSite: true }) : {};
  const own = correctionsOf(of?.persons ?? [], f.own);
  // the register refuses a household without anybody
  const nobody = !!of && persons.length === 0 && own.removePersons?.length === of.persons.length;
  const body = of
    ? { ...changed, ...moved, ...own, ...(persons.length > 0 ? { addPersons: persons } : {}), reason: f.reason.trim() }
    : { code: f.code.trim(), area: f.area, ...(f.siteId ? { siteId: f.siteId } : {}), head: f.head.trim(), phone: f.phone.trim(), address: f.address.trim(), ...(f.needs.trim() ? { needs: f.needs.trim() } : {}), persons };
  const ready = of ? f.reason.trim() !== '' && !nobody && (Object.keys({ ...changed, ...moved, ...own }).length > 0 || persons.length > 0) : !!f.area && [f.code, f.head, f.phone, f.address].every((x) => x.trim()) && persons.length > 0;
  const send = async () => { if (await run(of ? `/api/at-risk/${of.id}/change` : '/api/at-risk', body)) { void client.invalidateQueries({ queryKey: ['at-risk'] }); onDone(); } };
  const text = (key: 'code' | 'head' | 'phone' | 'address' | 'needs', max: number): ReactNode => <label>{t(`atRisk/${key}`)}<Input value={f[key]} maxLength={max} onChange={(e) => set({ [key]: e.target.value })} /></label>;
  return (
    <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div className="household-form">
        {!of && <>{text('code', 40)}<label>{t('atRisk/g_area')}<Select showSearch={{ optionFilterProp: 'label' }} aria-label={t('atRisk/grid')} value={f.area ?? null} onChange={(v: string) => set({ area: v })} options={grids.map((c) => ({ value: c, label: names.place(c) }))} /></label></>}
        {sites.length > 0 && <label>{t('atRisk/site')}<Select allowClear aria-label={t('atRisk/site')} value={f.siteId ?? null} onChange={(v?: string | null) => { const { siteId: _old, ...rest } = f; setF(v ? { ...rest, siteId: v } : rest); }} options={sites.map(([id]) => ({ value: id, label: names.site(id) }))} /></label>}
        {text('head', 80)}{text('phone', 40)}{text('address', 200)}{text('needs', 1000)}
      </div>
      {of && <OwnPersons persons={of.persons} said={f.own} onSay={(id, more) => set({ own: { ...f.own, [id]: { ...f.own[id], ...more } } })} />}
      {nobody && <p className="over">▲ {t('atRisk/nobodyLeft')}</p>}
      <fieldset className="stack"><legend>{t(of ? 'atRisk/addPersons' : 'atRisk/persons')}</legend>
        {f.persons.map((p, i) => (
          <div key={i} className="page-acts">
            <Input style={{ width: 140 }} maxLength={80} value={p.name} aria-label={t('atRisk/personName', { n: i + 1 })} placeholder={t('atRisk/name')} onChange={(e) => person(i, { name: e.target.value })} />
            <Select mode="multiple" style={{ minWidth: 200 }} aria-label={t('atRisk/personKinds', { n: i + 1 })} placeholder={t('atRisk/kinds')} value={p.vulnerable} onChange={(v: string[]) => person(i, { vulnerable: v })} options={VULNERABLE.map((v) => ({ value: v, label: t(`vulnerable/${v}`) }))} />
          </div>
        ))}
        <span><Button size="small" onClick={() => set({ persons: [...f.persons, { name: '', vulnerable: [] }] })}>{t('atRisk/morePerson')}</Button></span>
      </fieldset>
      {of && <Input value={f.reason} maxLength={400} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => set({ reason: e.target.value })} />}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <span><Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !ready}>{t(of ? 'atRisk/changeDo' : 'atRisk/addDo')}</Button></span>
    </form>
  );
}
