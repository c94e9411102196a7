import { useQueries, useQuery } from '@tanstack/react-query';
import type { AreaPage, PostPage, PostView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useWords } from '../words/use-words.js';

const LONG = 10 * 60_000;

/** Streets and communities of the zone, the posts of the zone and of its streets, and how each is called; its id or code until they are there. */
export function usePlaces(): { areas: AreaPage['items']; posts: readonly PostView[]; named: (id: string) => string } {
  const { zh } = useWords();
  const [streets, communities] = useQueries({ queries: (['street', 'community'] as const).map((kind) => ({ queryKey: ['plans', 'areas', kind], staleTime: LONG, queryFn: () => read<AreaPage>(`/api/areas?kind=${kind}&limit=500`) })) });
  const zone = useQuery({ queryKey: ['plans', 'areas', 'zone'], staleTime: LONG, queryFn: () => read<AreaPage>('/api/areas?kind=zone&limit=10') });
  const places = [...(zone.data?.items ?? []), ...(streets!.data?.items ?? [])];
  const posts = useQueries({ queries: places.map(({ code }) => ({ queryKey: ['plans', 'posts', code], staleTime: LONG, queryFn: () => read<PostPage>(`/api/posts?area=${code}&only=true&limit=500`) })) }).flatMap((q) => q.data?.items ?? []);
  const areas = [...(streets!.data?.items ?? []), ...(communities!.data?.items ?? [])].sort((a, b) => (a.code < b.code ? -1 : 1));
  const names = new Map([...areas.map((a) => [a.code, zh ? a.name : a.nameEn] as const), ...posts.map((p) => [p.id, zh ? p.name : p.nameEn] as const)]);
  return { areas, posts, named: (id) => names.get(id) ?? id };
}
