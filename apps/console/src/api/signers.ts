import { useQuery } from '@tanstack/react-query';
import type { LevelSignersView } from '@xunling/contracts/classes';
import { read } from './door.js';

export const SIGNERS_KEY = ['level-signers'] as const;
export type Signers = Record<string, readonly string[]>;
/** Seats that sign a level here; until the answer is there what holds by default, so that nothing looks easier than it is. */
export const DEFAULT_SIGNERS: Signers = { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: [], IV: [] };

export function useSigners(): { signers: Signers; view: LevelSignersView | undefined; error: Error | null } {
  const { data, error } = useQuery({ queryKey: SIGNERS_KEY, queryFn: () => read<LevelSignersView>('/api/level-signers') });
  return { signers: (data?.signers ?? DEFAULT_SIGNERS) as unknown as Signers, view: data, error };
}
