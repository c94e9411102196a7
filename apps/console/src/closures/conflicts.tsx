import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { ConflictPage, ConflictView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Contradictions nobody has settled yet; absent where there are none. */
export function Conflicts() {
  const { t } = useWords();
  const query = useQuery({ queryKey: ['closures', 'conflicts'], queryFn: () => read<ConflictPage>('/api/conflicts?state=open&limit=50') });
  if (query.error) return <Problem error={query.error} />;
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return <section className="sheet" aria-label={t('closureBoard/conflicts')}><h2 className="over">⚡ {t('closureBoard/conflicts')} ({items.length})</h2>{items.map((c) => <Conflict key={c.id} c={c} onDone={() => void query.refetch()} />)}</section>;
}

function Conflict({ c, onDone }: { c: ConflictView; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const people = usePeople(c.statements.map((s) => s.by));
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ConflictView>();
  const settles = mayIssueIn(user?.grants ?? [], c.owner) && !c.statements.some((s) => s.by === user?.id);
  const send = async (claim: string) => { if (await run(`/api/conflicts/${c.id}/settle`, { claim, reason: reason.trim() })) onDone(); };
  const off = phase !== 'live' || !reason.trim();
  return (
    <article className="measure">
      <b>{names.site(c.siteId)}</b> <span className="dim">{names.place(c.area)} · {t('closureBoard/owner', { area: names.area(c.owner) })}</span>
      <div className="two-words">{(['closed', 'open'] as const).map((word) => <ul key={word} aria-label={t(`closureBoard/claim_${word}`)}>{c.statements.filter((s) => s.claim === word).map((s) => <li key={s.id}>{s.claim === 'closed' ? '■' : '○'} {t(`closureBoard/claim_${s.claim}`)} <span className="dim num">{t(`closureBoard/src_${s.source}`)} · {people(s.by)} · {t('claims/times', { at: shortTime(s.at, now), received: shortTime(s.receivedAt, now) })}</span> {s.note ?? ''}</li>)}</ul>)}</div>
      {settles ? (
        <div className="page-acts">
          <Input className="claim-field" value={reason} maxLength={1000} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
          <Button loading={sending} disabled={off} onClick={() => void send('open')}>{t('closureBoard/settle_open')}</Button><Button loading={sending} disabled={off} onClick={() => void send('closed')}>{t('closureBoard/settle_closed')}</Button>
        </div>
      ) : <p className="dim">{t('closureBoard/waitsFor', { area: names.area(c.owner) })}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </article>
  );
}
