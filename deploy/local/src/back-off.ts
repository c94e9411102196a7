/** Delay before the n-th restart in a row, in ms: short at first, as most deaths are one-offs; half a minute at most, as the cause may need a person. */
export const backOff = (failuresInARow: number): number => Math.min(30_000, 250 * 2 ** Math.max(0, failuresInARow - 1));

/** A process that has run this long has recovered: its next death counts as the first. */
export const STEADY_MS = 5_000;
