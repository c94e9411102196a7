import { Button, Input, Select } from 'antd';
import { UNIT_KINDS } from '@xunling/contracts';
import type { UnitView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';

/** A unit in the directory; its posts are named afterwards. */
export function AddUnit({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const areas = Object.entries(picture?.areas ?? {}).filter(([code, a]) => code.length <= 9 && !a.closed && mayCall(user?.grants ?? [], 'grid.unit.open', code)).map(([code]) => code).sort();
  const [kind, setKind] = useState<string>('ENTERPRISE');
  const [area, setArea] = useState<string | undefined>(areas[0]);
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const { sending, error, run } = useAct<UnitView>();
  const send = async () => { if (await run('/api/units', { kind, area, name: name.trim(), nameEn: nameEn.trim() || name.trim() })) onDone(); };
  return (
    <form className="stack import-form" aria-label={t('directory/add')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('directory/kind')}<Select style={{ width: '100%' }} value={kind} onChange={setKind} options={UNIT_KINDS.map((k) => ({ value: k, label: t(`unitPlans/k_${k}`) }))} /></label>
      <label>{t('directory/area')}<Select style={{ width: '100%' }} value={area ?? null} onChange={(v: string | null) => setArea(v ?? undefined)} options={areas.map((c) => ({ value: c, label: names.area(c) }))} /></label>
      <label>{t('areas/name')}<Input value={name} maxLength={200} onChange={(e) => setName(e.target.value)} /></label>
      <label>{t('areas/nameEn')}<Input value={nameEn} maxLength={200} onChange={(e) => setNameEn(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim() || !area}>{t('directory/addDo')}</Button>
    </form>
  );
}
