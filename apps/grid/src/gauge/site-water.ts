/** Of a reading that came in so many intervals ago nobody knows more (C11). */
export const SILENT_TIMES = 3;

/**
 * SQL of what stands at sites by their own depth gauges: `site_id, depth_cm, at, state` — the greatest newest depth that can be trusted and its
 * instant (null where there never was one), and `at-or-above`, `below` or `unknown` against the site's closing depth. It is unknown where a gauge is silent
 * for three intervals or its newest reading is held, unless another one shows water at the closing depth. Sites without a gauge have no row: left join it.
 * @param now the bound instant, `$3`
 * @example `left join ${siteWater('$3')} w on w.site_id = site.id`
 */
export const siteWater = (now: string): string => `(
  select g.site_id, max(n.value) as depth_cm, (array_agg(n.at order by n.value desc nulls last))[1] as at,
    case when bool_or(n.value >= s.close_at_cm and n.at >= ${now}::timestamptz - ${SILENT_TIMES} * g.every_minutes * interval '1 minute') then 'at-or-above'
      when bool_or(n.at is null or n.at < ${now}::timestamptz - ${SILENT_TIMES} * g.every_minutes * interval '1 minute' or n.held_at > n.at) then 'unknown' else 'below' end as state
  from gauge g join site s on s.id = g.site_id left join gauge_now n on n.gauge_id = g.id
  where g.parameter = 'depth' and g.valid_to is null and g.site_id is not null group by g.site_id)`;
