import type { Caller } from '@xunling/contracts';

/** Areas whose households a person may see in full: the posts of community and office they hold, and their street where they are its officer. */
export interface Line { areas: readonly string[]; /** Sites whose keeper they are. */ sites?: readonly string[] }
export const inLine = (line: Line, area: string, siteId?: string | null): boolean => line.areas.some((a) => area.startsWith(a)) || (typeof siteId === 'string' && (line.sites ?? []).includes(siteId));
/** Forces of a grid's own line; police, traffic police, urban management and rescue help, and see what is masked. */
export const LINE_FORCES = ['SUBDISTRICT', 'COMMUNITY'] as const;
/** Streets a person is the officer of. */
export const officerOf = (caller: Caller): string[] => caller.grants.filter((g) => g.role === 'sub-district-officer' && g.area.length >= 9).map((g) => g.area);

/** Surname kept: "示**". */
export const maskName = (name: string): string => `${[...name][0] ?? ''}${'*'.repeat(Math.max([...name].length - 1, 1))}`;
/** First three and last two digits kept: "000******78". */
export const maskPhone = (phone: string): string => (phone.length <= 5 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 5)}${phone.slice(-2)}`);

/** Whether a household of this grid may live in a site of that area: the site's place is the grid, a part of it or lies around it. */
export const livesIn = (grid: string, site: string): boolean => grid.startsWith(site) || site.startsWith(grid);
