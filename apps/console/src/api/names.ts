import { useQuery } from '@tanstack/react-query';
import type { Directory } from '@xunling/contracts/classes';
import type { Picture } from '@xunling/picture';
import { useWords } from '../words/use-words.js';
import { read } from './door.js';

/** Display names of people by id; names stay in the gateway, so they are asked for once and kept. */
export function usePeople(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids.filter((id) => /^[0-9a-f-]{36}$/.test(id)))].sort().slice(0, 200);
  const { data, isLoading } = useQuery({ queryKey: ['people', wanted], queryFn: () => read<Directory>(`/api/directory?ids=${wanted.join(',')}`), enabled: wanted.length > 0, staleTime: Infinity });
  const names = new Map(data?.items.map((p) => [p.id, p.name]));
  return (id) => names.get(id) ?? (isLoading ? '…' : id.slice(0, 8));
}

/** Names of areas, posts, teams, depots and sites in the language on screen, from the picture. */
export function useNames(picture: Picture | undefined): { area: (code: string) => string; place: (code: string) => string; post: (id: string) => string; site: (id: string) => string } {
  const { zh } = useWords();
  const area = (code: string): string => { const a = picture?.areas[code]; return a ? (zh ? a.zh : a.en) : code; };
  return {
    area,
    place: (code) => (code.length > 9 ? `${area(code.slice(0, 9))} · ${area(code)}` : area(code)),
    post: (id) => { const n = picture?.names[id]; return n ? ((zh ? n.zh : n.en) ?? n.zh) : id.slice(0, 8); },
    site: (id) => { const s = picture?.sites[id]; return s ? (zh ? s.zh : s.en) : id.slice(0, 8); },
  };
}
