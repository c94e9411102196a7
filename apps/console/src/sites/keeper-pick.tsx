import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { PostPage, PostView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useWords } from '../words/use-words.js';

/** The post that keeps a site and gets its orders: any of its area, keepers first. A site that has one is given another, never none. */
export function KeeperPick({ area, value, onChange }: { area: string; value: string | undefined; onChange: (id: string) => void }) {
  const { t, zh } = useWords();
  const found = useQuery({ queryKey: ['areas', 'posts-near', area], queryFn: () => read<PostPage>(`/api/posts?area=${area}&limit=500`) });
  const items = found.data?.items ?? [];
  // it may lie elsewhere
  const own = useQuery({ queryKey: ['areas', 'post', value], enabled: !!value && !!found.data && !items.some((p) => p.id === value), queryFn: () => read<PostView>(`/api/posts/${value}`) });
  const label = (p: PostView): string => `${zh ? p.name : p.nameEn}${p.holderId ? '' : ` ▲ ${t('areas/noHolder')}`}`;
  const options = [...items].sort((a, b) => Number(b.kind === 'KEEPER') - Number(a.kind === 'KEEPER')).concat(own.data ?? []).map((p) => ({ value: p.id, label: label(p) }));
  return (
    <label>{t('siteRegister/f/keeperPostId')}<Select showSearch={{ optionFilterProp: 'label' }} loading={found.isFetching} aria-label={t('siteRegister/f/keeperPostId')} placeholder={t('siteRegister/keeperPick')} value={value && options.some((o) => o.value === value) ? value : null} onChange={(v: string) => onChange(v)} options={options}
      notFoundContent={found.error ? t('error/unknown') : t('areas/noPosts')} /></label>
  );
}
