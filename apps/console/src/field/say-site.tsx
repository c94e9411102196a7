import { useState } from 'react';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { useSites } from './measures.js';
import { enqueue, useQueue } from './queue.js';

/** 点位现状: what one sees of a site of one's own ground; put on the device first, kept beside what others say. */
export function SaySite({ area }: { area: string }) {
  const { t, zh, code } = useWords();
  const { acts, receipts } = useQueue();
  const [site, setSite] = useState<string>();
  const [cm, setCm] = useState('');
  const [note, setNote] = useState('');
  const [lost, setLost] = useState(false);
  const sites = useSites(area);
  const rows = sites.data?.value.items ?? [];
  if (rows.length === 0) return null;
  const chosen = rows.find((r) => r.siteId === site) ?? (rows.length === 1 ? rows[0] : undefined);
  const subject = `word-${chosen?.siteId ?? ''}`;
  const waits = acts.filter((a) => a.subject === subject);
  const told = receipts.find((r) => r.subject === subject);
  const say = async (claim: string) => {
    try { await enqueue({ path: `/api/sites/${chosen!.siteId}/state`, body: { claim, ...(cm === '' ? {} : { depthCm: Number(cm) }), ...(note.trim() ? { note: note.trim() } : {}) }, subject, verb: 'state', about: zh ? chosen!.name : chosen!.nameEn }); setCm(''); setNote(''); setLost(false); } catch { setLost(true); }
  };
  return (
    <details className="duty say-site">
      <summary>{t('field/saySite')}</summary>
      <div className="stack">
        {rows.length > 1 && <label>{t('protect/site')}<select className="field-input" value={site ?? ''} onChange={(e) => setSite(e.target.value || undefined)}><option value="">{t('protect/pick')}</option>{rows.map((r) => <option key={r.siteId} value={r.siteId}>{zh ? r.name : r.nameEn}</option>)}</select></label>}
        {chosen && rows.length === 1 && <b>{zh ? chosen.name : chosen.nameEn}</b>}
        <label>{t('closureBoard/measuredDepth')}<input className="field-input" type="number" inputMode="numeric" min={0} max={2000} value={cm} onChange={(e) => setCm(e.target.value)} /></label>
        <textarea aria-label={t('field/note')} placeholder={t('field/note')} value={note} onChange={(e) => setNote(e.target.value)} rows={1} maxLength={900} />
        {(['open', 'closed'] as const).map((claim) => <button key={claim} className="big second" disabled={!chosen || (cm !== '' && !/^\d{1,4}$/.test(cm))} onClick={() => void say(claim)}>{claim === 'closed' ? '■' : '○'} {t(`closureBoard/claim_${claim}`)}</button>)}
        {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
        {told && <p className="receipt" role="status">✓ {t('closureBoard/said')}</p>}
        {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
      </div>
    </details>
  );
}
