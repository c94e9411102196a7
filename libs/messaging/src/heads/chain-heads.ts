/**
 * Newest chain row of every street by skipping from street to street in the index; `bound` may add a condition on row `c`.
 * The chain has a row per batch for ever, so nothing that runs often may scan it.
 */
export const chainHeadsSql = (bound = ''): string => `
  with recursive s as (
    (select street from chain order by street limit 1)
    union all
    select (select c.street from chain c where c.street > s.street order by c.street limit 1) from s where s.street is not null
  )
  select h.street, h.seq, h.hash from s cross join lateral (
    select c.street, c.firstseq + c.n - 1 as seq, c.hash from chain c where c.street = s.street ${bound} order by c.firstseq desc limit 1
  ) h where s.street is not null`;
