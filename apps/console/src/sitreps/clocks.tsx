import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { IncidentView, SitrepClocks } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Countdown } from '../look/glyphs.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Each clock with its owner; a late one says so for ever. */
export function Clocks({ incident, writes }: { incident: IncidentView; writes: boolean }) {
  const { t } = useWords();
  const { phase } = useLive();
  const now = useNow();
  const [whom, setWhom] = useState('');
  const { sending, error, run } = useAct<SitrepClocks>();
  const { data, error: failed } = useQuery({ queryKey: ['sitreps', 'clocks', incident.id], queryFn: () => read<SitrepClocks>(`/api/sitreps/clocks?incident=${incident.id}`) });
  const items = data?.items ?? [];
  const people = usePeople(items.flatMap((c) => [c.ownerId, c.doneBy].filter((x): x is string => !!x)));
  const phone = items.find((c) => c.clock === 'phone');
  return (
    <section className="sheet no-print" aria-label={t('sitreps/clocks')}>
      <h2>{incident.name} · {t('sitreps/clocks')}</h2>
      <Problem error={failed} />
      <div className="clock-row">
        {items.map((c) => (
          <div key={c.clock + c.dueAt} className={`due-card ${c.overdue ? 'over' : ''}`}>
            <span className="dim">{t(`sitreps/clock_${c.clock}`)}</span>
            {c.doneAt ? <b>✓ {t('sitreps/done', { time: shortTime(c.doneAt, now) })}</b> : <Countdown due={Date.parse(c.dueAt)} />}
            <span className="dim num">{t('sitreps/due', { time: shortTime(c.dueAt, now) })} · {c.doneBy ? people(c.doneBy) : c.ownerId ? people(c.ownerId) : '–'}</span>
            {c.toWhom && <span className="dim">{t('sitreps/toldTo', { who: c.toWhom })}</span>}
            {c.late && c.doneAt && <span className="over">▲ {t('sitreps/late')}</span>}
          </div>
        ))}
      </div>
      {writes && phone && !phone.doneAt && incident.state === 'open' && (
        <div className="page-acts" style={{ marginTop: 8 }}>
          <Input style={{ maxWidth: 320 }} value={whom} maxLength={200} placeholder={t('sitreps/whom')} aria-label={t('sitreps/whom')} onChange={(e) => setWhom(e.target.value)} />
          <Button type="primary" loading={sending} disabled={whom.trim() === '' || phase !== 'live'} onClick={() => void run('/api/sitreps/told', { incidentId: incident.id, toWhom: whom.trim() })}>{t('sitreps/tell')}</Button>
          <Problem error={error} />
        </div>
      )}
    </section>
  );
}
