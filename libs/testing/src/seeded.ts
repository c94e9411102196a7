/** Numbers in [0, 1) for what a spec does at random. The seed is printed, so that the same run can be had again: `XL_SEED_RANDOM=<seed>`. */
export function seeded(what: string): () => number {
  const seed = Number(process.env['XL_SEED_RANDOM'] ?? Math.floor(Math.random() * 1e9));
  process.stderr.write(`${what}: XL_SEED_RANDOM=${seed}\n`);
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
