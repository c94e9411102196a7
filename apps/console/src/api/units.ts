import { useQuery } from '@tanstack/react-query';
import type { UnitPage } from '@xunling/contracts/classes';
import { useWords } from '../words/use-words.js';
import { read } from './door.js';

/** Units of the directory by name in the language on screen: departments, offices, enterprises; the first 200. Asked for only where `wanted`. */
export function useUnits(wanted = true): { id: string; name: string; area: string }[] {
  const { zh } = useWords();
  const { data } = useQuery({ queryKey: ['units', 'named'], queryFn: () => read<UnitPage>('/api/units?limit=200'), enabled: wanted, staleTime: 60_000 });
  return (data?.items ?? []).map((u) => ({ id: u.id, name: zh ? u.name : u.nameEn, area: u.area }));
}
