import { Button, Input, InputNumber, Segmented } from 'antd';
import { ROUTES } from '@xunling/contracts';
import type { StatementView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** What somebody says of a site: shut, or people get through, and how deep the water stands. It is kept beside what others say, never over it. */
export function StateSite({ siteId, area, onDone }: { siteId: string; area: string; onDone?: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { phase } = useLive();
  const [open, setOpen] = useState(false);
  const [claim, setClaim] = useState('open');
  const [cm, setCm] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const { sending, error, done, run, clear } = useAct<StatementView>();
  if (!(user?.grants ?? []).some((g) => ROUTES['grid.site.state'].roles.some((r) => r === g.role) && area.startsWith(g.area))) return null;
  const send = async () => { if (await run(`/api/sites/${siteId}/state`, { claim, ...(cm === null ? {} : { depthCm: cm }), ...(note.trim() ? { note: note.trim() } : {}) })) { setOpen(false); setNote(''); setCm(null); onDone?.(); } };
  return (
    <div className="say-site">
      <Button size="small" aria-expanded={open} onClick={() => { setOpen(!open); clear(); }}>{t('closureBoard/say')}</Button>
      {done && !open && <span className="receipt" role="status"> ✓ {t('closureBoard/said')}</span>}
      {open && (
        <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <span className="dim">{t('closureBoard/sayMore')}</span>
          <Segmented value={claim} onChange={(v) => setClaim(String(v))} options={['open', 'closed'].map((c) => ({ value: c, label: t(`closureBoard/claim_${c}`) }))} />
          <InputNumber min={0} max={2000} precision={0} value={cm} suffix="cm" style={{ width: 160 }} aria-label={t('closureBoard/measuredDepth')} placeholder={t('closureBoard/measuredDepth')} onChange={setCm} />
          <Input value={note} maxLength={1000} aria-label={t('field/note')} placeholder={t('field/note')} onChange={(e) => setNote(e.target.value)} />
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          <Button htmlType="submit" type="primary" size="small" loading={sending} disabled={phase !== 'live'}>{t('closureBoard/sayDo')}</Button>
        </form>
      )}
    </div>
  );
}
