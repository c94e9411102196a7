import { impossible, Refusal } from '@xunling/platform';
import type { Judged } from './doubt.js';

/**
 * Whether a person may rule on a reading; answers its value. Once is enough: who erred rules the other way. What counts already needs no confirmation.
 * @throws Refusal state.conflict, input.impossible where the station sent no value
 */
export function rule(reading: Judged, ruling: 'confirmed' | 'rejected'): number {
  if (reading.value === null) throw impossible('at', 'missing', 'the station sent no value for that instant');
  const state = reading.ruling ?? (reading.doubt ? 'held' : 'trusted');
  const other = ruling === 'confirmed' ? 'reject' : 'confirm';
  if (state === ruling || (state === 'trusted' && ruling === 'confirmed')) throw new Refusal('state.conflict', { state, allowed: [other] });
  return reading.value;
}
