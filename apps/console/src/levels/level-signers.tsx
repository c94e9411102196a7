import { useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { LevelSignersView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { SIGNERS_KEY, useSigners, type Signers } from '../api/signers.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { LevelChip } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { leads } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.level-signers\./;
const ORDER = ['I', 'II', 'III', 'IV'];
const SEATS = ['commander', 'deputy'];
/** Two persons sign these, whatever is set. */
const FIXED = ['I', 'II'];

/** Who signs which level in this zone; set by the commander. */
export function LevelSigners() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const now = useNow();
  useFollow(MOVES, ...SIGNERS_KEY);
  const { signers, view, error } = useSigners();
  const people = usePeople(view?.setBy ? [view.setBy] : []);
  const [open, setOpen] = useState(false);
  const sets = leads(picture?.seats, user?.id);
  const said = (level: string): string => { const seats = signers[level] ?? []; return seats.length === 0 ? t('levels/signOne') : seats.map((s) => t(`seats/seat_${s}`)).join(' + '); };
  return (
    <section className="sheet" aria-label={t('levels/signers')}>
      <h2>{t('levels/signers')}</h2>
      <Problem error={error} />
      {!view && !error && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {view && !open && <table className="table"><tbody>{ORDER.map((level) => <tr key={level}><td><LevelChip level={level} /></td><td>{said(level)}</td></tr>)}</tbody></table>}
      {view && <p className="dim num">{view.setBy && view.setAt ? t('callouts/setBy', { who: people(view.setBy), time: shortTime(view.setAt, now) }) : t('callouts/byDefault')}</p>}
      {view && sets && !open && <Button size="small" onClick={() => setOpen(true)}>{t('levels/setSigners')}…</Button>}
      {view && open && <SetSigners now={signers} onDone={() => setOpen(false)} />}
    </section>
  );
}

function SetSigners({ now, onDone }: { now: Signers; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [signers, setSigners] = useState(now);
  const { sending, error, run } = useAct<LevelSignersView>();
  const save = async () => { if (await run('/api/level-signers', { signers })) { await client.invalidateQueries({ queryKey: SIGNERS_KEY }); onDone(); } };
  const tick = (level: string, seat: string, on: boolean) => setSigners({ ...signers, [level]: SEATS.filter((s) => (s === seat ? on : (signers[level] ?? []).includes(s))) });
  return (
    <div className="effect">
      <p>{t('levels/signersEffect')}</p>
      {ORDER.map((level) => (
        <p key={level} className="page-acts"><LevelChip level={level} />
          {SEATS.map((seat) => <label key={seat}><input type="checkbox" disabled={FIXED.includes(level)} checked={(signers[level] ?? []).includes(seat)} onChange={(e) => tick(level, seat, e.target.checked)} /> {t(`seats/seat_${seat}`)}</label>)}
          <span className="dim">{FIXED.includes(level) ? t('levels/signTwo') : (signers[level] ?? []).length === 0 ? t('levels/signOne') : ''}</span></p>
      ))}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" loading={sending} disabled={phase !== 'live'} onClick={() => void save()}>{t('levels/setSigners')}</Button> <Button onClick={onDone}>{t('decision/cancel')}</Button>
    </div>
  );
}
