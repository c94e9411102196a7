import { Button, Input } from 'antd';
import type { EndedTasks, IncidentView, TasksInForce } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useNames } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

interface Props { items: readonly TasksInForce[]; incident: IncidentView | undefined; mayEnd: boolean; onDone: () => void }

/** What posts were told and have not reported, by sub-district, and the act that ends all of it; absent where there is none. */
export function OpenTasks({ items, incident, mayEnd, onDone }: Props) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { done, error, run, sending } = useAct<EndedTasks>();
  const open = items.reduce((n, i) => n + i.open, 0);
  const unverified = items.reduce((n, i) => n + i.unverified, 0);
  if (items.length === 0 && !done) return null;
  return (
    <section className="sheet" aria-label={t('standDown/tasks')}>
      <h2>{t('standDown/tasks')} <span className={`num ${open > 0 ? 'over' : 'dim'}`}>{open > 0 ? '▲ ' : ''}{open}</span></h2>
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}><table className="table">
          <thead><tr>{['place', 'tasksOpen', 'tasksUnverified'].map((c) => <th scope="col" key={c}>{t(`standDown/${c}`)}</th>)}</tr></thead>
          <tbody>{items.map((i) => <tr key={i.area}><td>{names.area(i.area)}</td><td className="num">{i.open}</td><td className="num">{i.unverified}</td></tr>)}</tbody>
        </table></div>
      )}
      {unverified > 0 && <p className="dim">{t('standDown/tasksLater')}</p>}
      {done?.above !== undefined && <p className="over">▲ {t('standDown/tasksAbove', { n: done.above })}</p>}
      {done && <p className="receipt" role="status">✓ {t('standDown/tasksEnded', { n: done.ended })}</p>}
      {open > 0 && mayEnd && incident && <End open={open} sending={sending} error={error} onSend={async (reason) => { if (await run(`/api/incidents/${incident.id}/end-tasks`, { reason })) onDone(); }} />}
    </section>
  );
}

/** Names its effect first: how many end, and what becomes of the others. */
function End({ open, sending, error, onSend }: { open: number; sending: boolean; error: unknown; onSend: (reason: string) => Promise<void> }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  return (
    <div className="effect">
      <p>{t('standDown/tasksEffect', { n: open })}</p>
      <Input.TextArea aria-label={t('standDown/tasksReason')} placeholder={t('standDown/tasksReason')} rows={2} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '8px 0' }} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" danger loading={sending} disabled={phase !== 'live' || reason.trim() === ''} onClick={() => void onSend(reason.trim())}>{sending ? t('trace/sending') : t('standDown/tasksEnd', { n: open })}</Button>
    </div>
  );
}
