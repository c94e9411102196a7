import { Button, Input } from 'antd';
import type { LevelProposalView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames, usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Countdown, LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Levels that wait for a signature, and what became of the others. */
export function Proposals({ items, decides, me }: { items: readonly LevelProposalView[]; decides: boolean; me: string }) {
  const { t } = useWords();
  if (items.length === 0) return null;
  return <section className="sheet" aria-label={t('levels/proposals')}><h2>{t('levels/proposals')}</h2>{items.map((p) => <Proposal key={p.id + p.state} of={p} decides={decides} me={me} />)}</section>;
}

function Proposal({ of: p, decides, me }: { of: LevelProposalView; decides: boolean; me: string }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const people = usePeople([p.by, ...p.signatures.map((s) => s.userId), ...p.missing.flatMap((m) => (m.userId ? [m.userId] : []))]);
  const [why, setWhy] = useState<string>();
  const { sending, error, run } = useAct<LevelProposalView>();
  const open = p.state === 'open';
  const mine = p.missing.some((m) => m.userId === me);
  return (
    <article className={`claim ${open ? 'over' : ''}`} aria-label={`${t(`level/${p.level}`)} ${p.areas.map(names.area).join('、')}`}>
      <h3><LevelChip level={p.level} /> {p.areas.map(names.area).join('、')} · {p.reason} {open ? <Countdown due={Date.parse(p.lapsesAt)} /> : <span className="dim">{t(`levels/p_${p.state}`)}</span>}</h3>
      <p className="dim">{t('levels/proposedBy', { who: people(p.by), time: shortTime(p.at, now), plan: p.planVersion })}</p>
      <p className="page-acts">{p.signatures.map((s) => <span key={s.userId}>✓ {people(s.userId)} <span className="dim">{t(`decision/seat_${s.as}`)}</span></span>)}{p.missing.map((m) => <span key={m.seat} className="over">○ {t(`decision/seat_${m.seat}`)} {m.userId ? people(m.userId) : t('decision/noHolder')}</span>)}</p>
      <Problem error={error} />
      {open && decides && (
        <div className="page-acts">
          <Button type="primary" loading={sending} disabled={phase !== 'live' || !mine} onClick={() => void run(`/api/levels/proposals/${p.id}/sign`, {})}>{t('levels/sign', { level: t(`level/${p.level}`) })}</Button>
          {why === undefined ? <Button onClick={() => setWhy('')}>{t('levels/takeBack')}</Button> : <><Input style={{ maxWidth: 300 }} autoFocus value={why} maxLength={1000} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setWhy(e.target.value)} /><Button danger disabled={!why.trim() || phase !== 'live'} loading={sending} onClick={() => void run(`/api/levels/proposals/${p.id}/withdraw`, { reason: why.trim() })}>{t('levels/takeBackDo')}</Button></>}
        </div>
      )}
    </article>
  );
}
