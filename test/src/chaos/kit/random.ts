/** A seed, printed so that a run can be run again: `XL_SEED_RANDOM=<seed>`. */
export function printedSeed(what: string): number {
  const seed = Number(process.env['XL_SEED_RANDOM'] ?? Math.floor(Math.random() * 1e9));
  process.stderr.write(`${what}: XL_SEED_RANDOM=${seed}\n`);
  return seed;
}

/** Numbers in [0, 1), always the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
