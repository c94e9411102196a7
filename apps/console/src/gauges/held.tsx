import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { GaugeView, HeldPage, HeldReading } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { unitOf } from './gauges-page.js';

/** Readings that nobody believes yet: a person who looked says whether they are true. */
export function Held({ rules }: { rules: boolean }) {
  const { t } = useWords();
  const query = useInfiniteQuery({ queryKey: ['gauges', 'held'], initialPageParam: '', getNextPageParam: (last: HeldPage) => last.nextCursor, queryFn: ({ pageParam }) => read<HeldPage>(`/api/gauges/held?limit=20${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="sheet" aria-label={t('gauges/held')}>
      <h2>{t('gauges/held')}</h2>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('gauges/heldNone')}</p>}
      <ul className="gauges">{items.map((h) => <One key={`${h.gaugeId}${h.at}`} of={h} rules={rules} onDone={() => void query.refetch()} />)}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function One({ of: h, rules, onDone }: { of: HeldReading; rules: boolean; onDone: () => void }) {
  const { t, zh } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<GaugeView>();
  const act = async (verb: 'confirm' | 'reject'): Promise<void> => { if (await run(`/api/gauges/${h.gaugeId}/readings/${verb}`, { at: h.at, reason: reason.trim() })) onDone(); };
  const off = sending || phase !== 'live' || reason.trim() === '';
  return (
    <li className="gauge held">
      <div className="gauge-head"><b>{zh ? h.name : h.nameEn}</b><span className="gauge-state">‖ {t(`gauges/d_${h.doubt}`)}</span></div>
      <div className="gauge-now"><span className="num gauge-value">{h.value} {unitOf(h.parameter)}</span><span className="dim num">{shortTime(h.at, now)} · {h.station} · {names.place(h.area)}</span></div>
      {rules && <div className="page-acts"><Input className="grow" maxLength={1000} value={reason} aria-label={t('gauges/why', { station: h.station })} placeholder={t('gauges/whyHint')} onChange={(e) => setReason(e.target.value)} /><Button disabled={off} onClick={() => void act('confirm')}>{t('gauges/confirm')}</Button><Button disabled={off} onClick={() => void act('reject')}>{t('gauges/reject')}</Button></div>}
      <Problem error={error} />
    </li>
  );
}
