import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { SITE_KINDS } from '@xunling/contracts';
import type { SitePage, SiteView } from '@xunling/contracts/classes';
import { useState } from 'react';
import '../closures/closures.css';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { ImportSites } from './import-sites.js';
import { SiteForm } from './site-form.js';
import { SiteRow } from './site-row.js';

const MOVES = /^grid\.site\.(drafted|published|revised|withdrawn)/;
const LISTS = ['published', 'draft', 'gaps', 'withdrawn'] as const;
const KEEPERS = ['administrator', 'sub-district-officer', 'duty-officer', 'commander'];

/** 点位登记: entered, published, revised, withdrawn; what is missing stands on a list of its own. */
export default function SitesPage() {
  const { t } = useWords();
  return <Page title={t('siteRegister/title')}><Register /></Page>;
}

function Register() {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  useFollow(MOVES, 'sites');
  const [list, setList] = useState<string>('published');
  const [kind, setKind] = useState<string>();
  const [area, setArea] = useState<string>();
  const [open, setOpen] = useState<'add' | 'import'>();
  const keeps = (user?.grants ?? []).some((g) => KEEPERS.includes(g.role));
  const filter = `${list === 'gaps' ? '&gaps=true' : `&state=${list}`}${kind ? `&kind=${kind}` : ''}${area ? `&area=${area}` : ''}`;
  const query = useInfiniteQuery({ queryKey: ['sites', 'list', filter], initialPageParam: '', getNextPageParam: (last: SitePage) => last.nextCursor, queryFn: ({ pageParam }) => read<SitePage>(`/api/sites?limit=50${filter}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items: SiteView[] = query.data?.pages.flatMap((p) => p.items) ?? [];
  const streets = Object.entries(picture?.areas ?? {}).filter(([c, a]) => a.kind === 'street' && (user?.grants ?? []).some((g) => c.startsWith(g.area))).map(([c]) => c).sort();
  const again = () => { void query.refetch(); };
  return (
    <>
      {keeps && (
        <section className="sheet" aria-label={t('siteRegister/enter')}>
          <div className="page-acts"><Button aria-expanded={open === 'add'} onClick={() => setOpen(open === 'add' ? undefined : 'add')}>{t('siteRegister/add')}</Button><Button aria-expanded={open === 'import'} onClick={() => setOpen(open === 'import' ? undefined : 'import')}>{t('siteRegister/import')}</Button></div>
          {open === 'add' && <SiteForm onDone={() => { setOpen(undefined); setList('draft'); again(); }} />}
          {open === 'import' && <ImportSites onDone={again} />}
        </section>
      )}
      <section className="sheet" aria-label={t('siteRegister/list')}>
        <div className="page-acts">
          <Segmented value={list} onChange={(v) => setList(String(v))} options={LISTS.map((s) => ({ value: s, label: t(`siteRegister/l_${s}`) }))} />
          {streets.length > 1 && <Select allowClear style={{ minWidth: 160 }} aria-label={t('casualties/c_street')} placeholder={t('casualties/c_street')} value={area ?? null} onChange={(v?: string | null) => setArea(v ?? undefined)} options={streets.map((s) => ({ value: s, label: names.area(s) }))} />}
          <Select allowClear style={{ minWidth: 160 }} aria-label={t('closureBoard/kind')} placeholder={t('closureBoard/kind')} value={kind ?? null} onChange={(v?: string | null) => setKind(v ?? undefined)} options={SITE_KINDS.map((k) => ({ value: k, label: code('plans/siteKind', k) }))} />
        </div>
        {list === 'gaps' && <p className="dim">{t('siteRegister/gapsRule')}</p>}
        <Problem error={query.error} />
        {query.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
        {query.data && items.length === 0 && <p className="empty">{list === 'gaps' ? `✓ ${t('siteRegister/noGaps')}` : t('siteRegister/none')}</p>}
        {items.length > 0 && (
          <div className="scroll" tabIndex={0}><table className="table">
            <thead><tr>{['name', 'owner', 'threshold', 'contacts', 'gaps', 'act'].map((c) => <th key={c} scope="col">{t(`siteRegister/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((s) => <SiteRow key={s.id} site={s} keeps={keeps} onDone={again} />)}</tbody>
          </table></div>
        )}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      </section>
    </>
  );
}
