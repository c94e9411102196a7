import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import type { PersonRef, RosterCover } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { widest } from '../view/person.js';
import { rosterDays } from '../view/roster.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Shifts } from './shift-form.js';

/** Who is on duty over the next seven days, of the zone or of one street; what nobody covers is hatched and said in words. */
export function RosterWeek({ people }: { /** Who is on duty in the zone now. */ people: readonly PersonRef[] }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  const grants = user?.grants ?? [];
  const areas = Object.entries(picture?.areas ?? {}).filter(([, a]) => a.kind === 'zone' || a.kind === 'street').map(([code]) => code).sort();
  const [picked, setPicked] = useState<string>();
  // a street's officer keeps that street's roster
  const area = picked ?? widest(grants)?.slice(0, 9);
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['seats', 'cover', area], queryFn: () => read<RosterCover>(`/api/rosters/cover?days=7${area ? `&zone=${area}` : ''}`) });
  const writes = mayCall(grants, 'command.roster.publish', data?.zone ?? '');
  const ofZone = data?.zone.length === 6;
  return (
    <section className="sheet" aria-label={t('seats/roster')}>
      <h2>{t('seats/roster')}</h2>
      {areas.length > 1 && <Select style={{ width: 'min(320px, 100%)', marginBottom: 8 }} aria-label={t('seats/rosterOf')} value={area ?? null} onChange={(code: string) => setPicked(code)} options={areas.map((code) => ({ value: code, label: names.area(code) }))} />}
      {isPending ? <Skeleton active paragraph={{ rows: 5 }} title={false} /> : error ? <><Problem error={error} /><Button onClick={() => void refetch()}>{t('error/again')}</Button></> : <><Week cover={data} />{writes && <Shifts key={data.zone} cover={data} usual={ofZone ? people : data.now} />}</>}
    </section>
  );
}

function Week({ cover }: { cover: RosterCover }) {
  const { t } = useWords();
  const [first, ...others] = cover.now;
  const time = (at: number, day: string): string => { const shown = shortTime(at, Date.parse(`${day}T12:00:00+08:00`)); return shown.length > 5 ? '24:00' : shown; };
  return (
    <>
      <p>{first ? <><b>{t('seats/onDuty', { name: first.name })}</b> <span className="dim">{t('seats/alternates', { names: others.map((o) => o.name).join(' → ') })}</span></> : <span className="over">▲ {cover.zone.length === 6 ? t('seats/nobodyOn') : t('seats/nobodyHere')}</span>}</p>
      {cover.gap && first && <p className="over">▲ {t('seats/inGap')}</p>}
      {cover.shifts.length === 0 && cover.gaps.length === 0 && <p className="dim">{t('seats/noShifts')}</p>}
      <ol className="roster">{rosterDays(cover).map(({ date, segments }) => (
        <li key={date}>
          <span className="num roster-date">{date.slice(5)} {t(`seats/day_${new Date(`${date}T12:00:00+08:00`).getUTCDay()}`)}</span>
          <span className="roster-bar" aria-hidden="true">{segments.map((s) => <span key={s.from} className={`roster-${s.kind}`} style={{ left: `${s.left}%`, width: `${s.width}%` }}>{s.kind === 'shift' ? s.officers[0] : s.kind === 'gap' ? '▲' : ''}</span>)}</span>
          <span className="roster-lines">{segments.map((s) => (
            <span key={s.from} className={s.kind === 'gap' ? 'over' : s.kind === 'standing' ? 'dim' : ''}>
              <span className="num">{time(s.from, date)}–{time(s.until, date)}</span> {s.kind === 'gap' ? `▲ ${t('seats/gap')}` : s.kind === 'standing' ? t('seats/standing') : <>{s.officers[0]} <span className="dim">+ {s.officers.slice(1).join(' → ')}</span></>}
            </span>
          ))}</span>
        </li>
      ))}</ol>
    </>
  );
}
