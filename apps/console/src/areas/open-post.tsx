import { Button, Input, Select } from 'antd';
import { FORCES, POST_KINDS } from '@xunling/contracts';
import type { PostWithHoldings } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { PersonPick } from './person-pick.js';

/** Kinds a person opens by hand at a node; a keeper's post comes with its site. */
const KINDS: Record<string, readonly string[]> = { zone: ['OFFICER', 'HQ'], street: ['LEADER', 'DEPUTY', 'HEAD', 'INSPECTOR', 'OFFICER'] };
const ELSEWHERE = POST_KINDS.filter((k) => ['LEADER', 'DEPUTY', 'INSPECTOR', 'OFFICER'].includes(k));

/** A duty seat of a node, for a unit where one is named. */
export function OpenPost({ area, kind: of, unitId, onDone }: { area: string; kind: string; unitId?: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const kinds = unitId ? ['OFFICER'] : (KINDS[of] ?? ELSEWHERE);
  const [kind, setKind] = useState(kinds[0]!);
  const [force, setForce] = useState<string | undefined>(of === 'zone' || unitId ? undefined : 'COMMUNITY');
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [holder, setHolder] = useState<string>();
  const [deputy, setDeputy] = useState<string>();
  const { sending, error, run } = useAct<PostWithHoldings>();
  const forced = kind === 'LEADER' || kind === 'DEPUTY';
  const send = async () => {
    const who = { ...(holder ? { holderId: holder } : {}), ...(deputy ? { deputyId: deputy } : {}) };
    if (await run('/api/posts', { area, kind, ...(forced && force ? { force } : {}), name: name.trim(), nameEn: nameEn.trim() || name.trim(), ...(unitId ? { unitId } : {}), ...who })) onDone();
  };
  return (
    <form className="stack" aria-label={t('areas/act_post')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {kinds.length > 1 && <label>{t('areas/postKind')}<Select style={{ width: '100%' }} value={kind} onChange={setKind} options={kinds.map((k) => ({ value: k, label: t(`areas/p_${k}`) }))} /></label>}
      {forced && <label>{t('areas/force')}<Select style={{ width: '100%' }} value={force ?? null} onChange={(v: string | null) => setForce(v ?? undefined)} options={FORCES.map((f) => ({ value: f, label: t(`force/${f}`) }))} /></label>}
      <label>{t('areas/name')}<Input value={name} maxLength={200} onChange={(e) => setName(e.target.value)} /></label>
      <label>{t('areas/nameEn')}<Input value={nameEn} maxLength={200} onChange={(e) => setNameEn(e.target.value)} /></label>
      <div><span aria-hidden="true">{t('areas/holder')}</span><PersonPick label={t('areas/holder')} area={area} value={holder} onChange={setHolder} /></div>
      <div><span aria-hidden="true">{t('areas/deputy')}</span><PersonPick label={t('areas/deputy')} area={area} value={deputy} onChange={setDeputy} /></div>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim() || (kind === 'LEADER' && !force)}>{t('areas/openPostDo')}</Button>
    </form>
  );
}
