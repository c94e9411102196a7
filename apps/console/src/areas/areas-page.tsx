import { useQuery } from '@tanstack/react-query';
import { Segmented, Skeleton } from 'antd';
import type { AreaGapPage } from '@xunling/contracts/classes';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { watchArea } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { AreaTree } from './area-tree.js';
import { Gaps } from './gaps.js';
import { ImportAreas } from './import-areas.js';
import { ImportPosts } from './import-posts.js';
import { Node } from './node.js';
import './areas.css';

const MOVES = /^grid\.(area|post|unit)\./;

/** 区域与岗位: the area tree down to micro-grids, who is responsible, what is missing today. */
export default function AreasPage() {
  const { t } = useWords();
  return <Page title={t('areas/title')}><Areas /></Page>;
}

function Areas() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const [params, setParams] = useSearchParams();
  useFollow(MOVES, 'areas');
  const grants = user?.grants ?? [];
  const root = watchArea(grants) ?? grants[0]?.area ?? '410171';
  const gaps = useQuery({ queryKey: ['areas', 'counts', root], queryFn: () => read<AreaGapPage>(`/api/areas/gaps?area=${root}&limit=1`) });
  if (!picture) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const surveys = grants.some((g) => mayCall([g], 'grid.area.import', g.area));
  const tab = params.get('tab') === 'gaps' ? 'gaps' : params.get('tab') === 'import' && surveys ? 'import' : 'tree';
  const at = params.get('at') ?? root;
  const go = (next: Record<string, string>) => setParams(next);
  const counts = gaps.data?.streets ?? [];
  const missing = counts.reduce((n, c) => n + c.post + c.holder + c.deputy, 0);
  return (
    <>
      <Segmented aria-label={t('areas/title')} value={tab} onChange={(v) => go(v === 'tree' ? { at } : { tab: String(v) })} options={[
        { value: 'tree', label: t('areas/tree') }, { value: 'gaps', label: `${missing > 0 ? '▲ ' : ''}${t('areas/gaps', { n: gaps.data ? missing : '…' })}` }, ...(surveys ? [{ value: 'import', label: t('areas/import') }] : [])]} />
      <Problem error={gaps.error} />
      {tab === 'tree' && <div className="area-page"><AreaTree areas={picture.areas} root={root} at={at} counts={counts} onAt={(code) => go({ at: code })} /><Node key={at} code={at} /></div>}
      {tab === 'gaps' && <Gaps root={root} counts={counts} onAt={(code) => go({ at: code })} />}
      {tab === 'import' && <><ImportAreas /><ImportPosts /></>}
    </>
  );
}
