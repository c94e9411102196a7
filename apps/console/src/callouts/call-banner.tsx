import { useQuery } from '@tanstack/react-query';
import type { MyCallouts } from '@xunling/contracts/classes';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useFollow } from '../live/use-follow.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.callout\./;

/** Whoever is being called sees it on every page, at once; it is answered on its own. */
export function CallBanner() {
  const { t } = useWords();
  useFollow(MOVES, 'callouts', 'mine');
  const { data } = useQuery({ queryKey: ['callouts', 'mine'], queryFn: () => read<MyCallouts>('/api/callouts/mine') });
  if (!data || data.items.length === 0) return null;
  return <div className="banner" role="alert"><strong>☎ {t('callouts/mine')}</strong><Link to="/callouts" style={{ textDecoration: 'underline' }}>{t('callouts/goAnswer')}</Link></div>;
}
