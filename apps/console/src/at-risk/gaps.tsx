import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import type { AtRiskGapPage, OutsideList } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { PlanSite } from './plan-site.js';
import { ListText } from './import-list.js';

/** What the register lacks: against outside lists as of now, and as listed for the day. */
export function Gaps({ keeps }: { keeps: boolean }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [of, setOf] = useState<'gaps' | 'reconciliation'>('reconciliation');
  const query = useInfiniteQuery({ queryKey: ['at-risk', of], initialPageParam: '', getNextPageParam: (last: AtRiskGapPage) => last.nextCursor, queryFn: ({ pageParam }) => read<AtRiskGapPage>(`/api/at-risk/${of}?limit=100${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const day = query.data?.pages[0]?.day;
  return (
    <section className="sheet" aria-label={t('atRisk/gaps')}>
      <h2>{day ? t('atRisk/gapsOf', { day }) : t('atRisk/gaps')}</h2>
      <Segmented value={of} onChange={(v) => setOf(v as 'gaps')} options={[{ value: 'reconciliation', label: t('atRisk/gapsNow') }, { value: 'gaps', label: t('atRisk/gapsDaily') }]} />
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('atRisk/noGaps')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}><table className="table">
          <thead><tr>{['gap', 'kind', 'name', 'area', 'source'].map((c) => <th key={c} scope="col">{t(`atRisk/g_${c}`)}</th>)}</tr></thead>
          <tbody>{items.map((g, i) => <tr key={i}><td className={g.gap === 'missing-here' ? 'over' : ''}>{g.gap === 'missing-here' ? '▲ ' : ''}{t(`atRisk/gap_${g.gap}`)}{keeps && g.gap === 'no-plan' && g.siteId && <PlanSite siteId={g.siteId} area={g.area} name={g.name} />}</td><td>{g.kind ? code('plans/siteKind', g.kind) : t('atRisk/household')}</td><td>{g.siteId ? names.site(g.siteId) : g.name}</td><td>{names.place(g.area)}</td><td>{g.source ?? ''}</td></tr>)}</tbody>
        </table></div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      {keeps && <Upload />}
    </section>
  );
}

function Upload() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [area, setArea] = useState<string>();
  const [source, setSource] = useState('');
  const [csv, setCsv] = useState('');
  const { sending, error, done, run } = useAct<OutsideList>();
  const mine = Object.keys(picture?.areas ?? {}).filter((c) => c.length <= 9 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const send = async () => { if (await run('/api/at-risk/outside-lists', { area, source: source.trim(), csv })) { setCsv(''); void client.invalidateQueries({ queryKey: ['at-risk'] }); } };
  return (
    <details><summary>{t('atRisk/upload')}</summary>
      <p className="dim">{t('atRisk/uploadMore')}</p>
      <div className="page-acts">
        <Select style={{ minWidth: 200 }} aria-label={t('atRisk/g_area')} placeholder={t('atRisk/g_area')} value={area ?? null} onChange={(v: string | null) => setArea(v ?? undefined)} options={mine.map((c) => ({ value: c, label: names.area(c) }))} />
        <Input style={{ width: 200 }} maxLength={120} value={source} aria-label={t('atRisk/source')} placeholder={t('atRisk/source')} onChange={(e) => setSource(e.target.value)} />
      </div>
      <ListText csv={csv} onChange={setCsv} />
      <div className="page-acts"><Button loading={sending} disabled={phase !== 'live' || !area || !source.trim() || !csv.trim()} onClick={() => void send()}>{t('atRisk/uploadDo')}</Button>{done && <span className="receipt" role="status">✓ {t('atRisk/uploaded', { n: done.count })}</span>}</div>
      <Problem error={error} />
    </details>
  );
}
