import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import type { ReliefPage, StationPage, StationView, StationWithPresence } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { locate } from '../field/photo.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const STATES = ['', 'absent', 'left', 'off-post', 'unproven', 'late', 'present', 'expected'] as const;
const GLYPH: Record<string, string> = { present: '✓', absent: '▲', left: '▲', 'off-post': '◇', unproven: '◌', expected: '·' };
const OVERSEERS = ['sub-district-officer', 'inspector', 'duty-officer', 'commander'];

/** Every station by state, with its post, who holds it, who is there, and the relief. */
export function Stations({ area, force }: { area: string; force: string }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const [state, setState] = useState('');
  const [open, setOpen] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['on-post', 'list', area, force, state], initialPageParam: '', getNextPageParam: (last: StationPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<StationPage>(`/api/on-post/stations?area=${area}&limit=50${force ? `&force=${force}` : ''}${state ? `&state=${state}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((s) => [s.holderId, s.deputyId, s.present?.by, s.offeredTo].filter((x): x is string => !!x)));
  return (
    <section className="sheet" aria-label={t('onPost/list')}>
      <h2>{t('onPost/list')}</h2>
      <Segmented value={state} onChange={(v) => setState(String(v))} options={STATES.map((s) => ({ value: s, label: t(`onPost/s_${s || 'all'}`) }))} />
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('onPost/nobody')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}>
          <table className="table">
            <thead><tr>{['post', 'place', 'holder', 'state', 'times', 'relief'].map((c) => <th key={c} scope="col">{t(`onPost/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((s) => (
              <tr key={s.id}>
                <td><b>{zh ? s.postName : s.postNameEn}</b><div className="dim">{t(`force/${s.force}`)}</div></td>
                <td>{names.place(s.area)}</td>
                <td>{s.holderId ? people(s.holderId) : '–'}{s.deputyId && <div className="dim">{t('onPost/deputy', { name: people(s.deputyId) })}</div>}</td>
                <td className={s.state === 'absent' || s.state === 'left' ? 'over' : ''}>
                  <span aria-hidden="true">{GLYPH[s.state]} </span>{t(`onPost/s_${s.state}`)}
                  {s.present && <div>{people(s.present.by)}</div>}
                  {s.present?.proof === 'outside' && <div>◇ {t('onPost/away', { m: s.present.distanceM ?? '?' })}</div>}
                  {s.offeredTo && <div className="dim">{t('onPost/offered', { name: people(s.offeredTo) })}</div>}
                </td>
                <td className="num">{t('onPost/due', { time: shortTime(s.dueAt, now) })}{s.firstAt && <div>{t('onPost/came', { time: shortTime(s.firstAt, now) })}{s.late && <span className="over"> ◷ {t('onPost/s_late')}</span>}</div>}</td>
                <td><Button size="small" aria-expanded={open === s.id} onClick={() => setOpen(open === s.id ? undefined : s.id)}>{t('onPost/relief')}</Button>{open === s.id && <Relief station={s} onDone={() => { setOpen(undefined); void query.refetch(); }} />}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

/** What the person may say of one station: arrive, offer the place, leave; an officer over the place, that nobody is there. */
function Relief({ station: s, onDone }: { station: StationView; onDone: () => void }) {
  const { t, zh } = useWords();
  const { user } = useSession();
  const { phase } = useLive();
  const [to, setTo] = useState<string>();
  const [why, setWhy] = useState('');
  const [locating, setLocating] = useState(false);
  const { sending, error, run } = useAct<StationWithPresence>();
  const act = async (verb: string, body: object): Promise<void> => { if (await run(`/api/on-post/stations/${s.id}/${verb}`, body)) onDone(); };
  const arrive = async (): Promise<void> => {
    setLocating(true);
    const at = await locate();
    setLocating(false);
    await act('arrive', typeof at === 'string' ? { noPositionReason: why.trim() || t(`field/${at === 'denied' ? 'positionDenied' : at === 'none' ? 'positionFail' : 'positionNone'}`) } : { position: at });
  };
  const here = s.present?.by === user?.id;
  const named = [s.holderId, s.deputyId, s.offeredTo].includes(user?.id);
  const oversees = (user?.grants ?? []).some((g) => OVERSEERS.includes(g.role) && s.area.startsWith(g.area));
  // anybody on a post of the street, of the same force and nearest first
  const reliefs = useQuery({ queryKey: ['reliefs', s.id], queryFn: () => read<ReliefPage>(`/api/on-post/stations/${s.id}/reliefs`), enabled: here });
  const reliefNames = usePeople((reliefs.data?.items ?? []).map((r) => r.userId));
  const blocked = phase !== 'live' || sending || locating;
  return (
    <div className="stack">
      {named && !here && <Button type="primary" disabled={blocked} onClick={() => void arrive()}>{s.present ? t('onPost/relieve') : t('onPost/arrive')}</Button>}
      {here && <><Select showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 200 }} aria-label={t('onPost/offerTo')} placeholder={t('onPost/offerTo')} value={to ?? null} onChange={(v: string | null) => setTo(v ?? undefined)} options={(reliefs.data?.items ?? []).map((r) => ({ value: r.userId, label: `${reliefNames(r.userId)} · ${zh ? r.postName : r.postNameEn}` }))} /><Button disabled={blocked || !to} onClick={() => void act('offer', { to })}>{t('onPost/offer')}</Button></>}
      {s.present && (here || oversees) && <><Input value={why} maxLength={1000} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setWhy(e.target.value)} /><Button danger disabled={blocked} onClick={() => void act('leave', why.trim() ? { note: why.trim() } : {})}>{here ? t('onPost/leave') : t('onPost/found')}</Button></>}
      {!named && !here && !(s.present && oversees) && <span className="dim">{t('onPost/notYours')}</span>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </div>
  );
}
