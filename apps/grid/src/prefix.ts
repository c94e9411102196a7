/** SQL condition "is this area or lies below it", in the form the indexes of posts, sites and duties know. */
export function areaCondition(area: string, parameter: string): string {
  if (area.length === 15) return `area = ${parameter}`;
  if (area.length === 6) return `area like ${parameter} || '%'`;
  return `substr(area, 1, ${area.length}) = ${parameter}`;
}
