import { ROUTES } from '@xunling/contracts';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** What pages are for: commanding, the ground now, what is on record, preparing, reporting. */
export const PAGE_GROUPS = ['command', 'ground', 'registers', 'plans', 'reports'] as const;
export type PageGroup = (typeof PAGE_GROUPS)[number];

/** Pages beside the operator's: reached by address, by the command bar and by each other's heading. `word` is their name in the catalogue, `reads` what they cannot be without. */
export interface PageEntry { path: string; group: PageGroup; word: string; reads: keyof typeof ROUTES; page: LazyExoticComponent<ComponentType> }
export const PAGES: readonly PageEntry[] = [
  { path: '/incidents', group: 'command', reads: 'command.incident.board', word: 'incidents/title', page: lazy(() => import('./incidents/incidents-page.js')) },
  { path: '/warnings', group: 'command', reads: 'command.warning.list', word: 'warnings/title', page: lazy(() => import('./warnings/warnings-page.js')) },
  { path: '/levels', group: 'command', reads: 'command.level.list', word: 'levels/title', page: lazy(() => import('./levels/levels-page.js')) },
  { path: '/map', group: 'command', reads: 'grid.area.list', word: 'map/title', page: lazy(() => import('./map/map-page.js')) },
  { path: '/callouts', group: 'command', reads: 'command.callout.list', word: 'callouts/title', page: lazy(() => import('./callouts/callouts-page.js')) },
  { path: '/stand-down', group: 'command', reads: 'command.stand-down.list', word: 'standDown/title', page: lazy(() => import('./stand-down/stand-down-page.js')) },
  { path: '/seats', group: 'command', reads: 'command.seat.list', word: 'seats/title', page: lazy(() => import('./seats/seats-page.js')) },
  { path: '/reports', group: 'ground', reads: 'grid.report.list', word: 'reports/title', page: lazy(() => import('./reports/reports-page.js')) },
  { path: '/on-post', group: 'ground', reads: 'grid.on-post.board', word: 'onPost/title', page: lazy(() => import('./on-post/on-post-page.js')) },
  { path: '/closures', group: 'ground', reads: 'grid.closure.board', word: 'closureBoard/title', page: lazy(() => import('./closures/closures-page.js')) },
  { path: '/evacuation', group: 'ground', reads: 'grid.evacuation.list', word: 'evacuations/title', page: lazy(() => import('./evacuations/evacuations-page.js')) },
  { path: '/shelters', group: 'ground', reads: 'grid.shelter.list', word: 'shelters/title', page: lazy(() => import('./shelters/shelters-page.js')) },
  { path: '/gauges', group: 'ground', reads: 'grid.gauge.list', word: 'gauges/title', page: lazy(() => import('./gauges/gauges-page.js')) },
  { path: '/readings', group: 'ground', reads: 'command.observation.sources', word: 'readings/title', page: lazy(() => import('./readings/readings-page.js')) },
  { path: '/areas', group: 'registers', reads: 'grid.area.gaps', word: 'areas/title', page: lazy(() => import('./areas/areas-page.js')) },
  { path: '/units', group: 'registers', reads: 'grid.unit.list', word: 'directory/title', page: lazy(() => import('./directory/units-page.js')) },
  { path: '/sites', group: 'registers', reads: 'grid.site.list', word: 'siteRegister/title', page: lazy(() => import('./sites/sites-page.js')) },
  { path: '/at-risk', group: 'registers', reads: 'grid.household.list', word: 'atRisk/title', page: lazy(() => import('./at-risk/at-risk-page.js')) },
  { path: '/stock', group: 'registers', reads: 'supplies.stock.list', word: 'stock/title', page: lazy(() => import('./stock/stock-page.js')) },
  { path: '/plans', group: 'plans', reads: 'command.plan.list', word: 'plans/title', page: lazy(() => import('./plans/plans-page.js')) },
  { path: '/unit-plans', group: 'plans', reads: 'command.unit-plan.list', word: 'unitPlans/title', page: lazy(() => import('./unit-plans/unit-plans-page.js')) },
  { path: '/forecasts', group: 'plans', reads: 'command.ladder.get', word: 'forecasts/title', page: lazy(() => import('./forecasts/forecasts-page.js')) },
  { path: '/sitreps', group: 'reports', reads: 'command.sitrep.list', word: 'sitreps/title', page: lazy(() => import('./sitreps/sitreps-page.js')) },
  { path: '/casualties', group: 'reports', reads: 'grid.casualty.list', word: 'casualties/title', page: lazy(() => import('./casualties/casualties-page.js')) },
  { path: '/forms', group: 'reports', reads: 'command.form.render', word: 'forms/title', page: lazy(() => import('./forms/forms-page.js')) },
  { path: '/responsibility', group: 'reports', reads: 'command.order.responsibility', word: 'responsibility/title', page: lazy(() => import('./responsibility/responsibility-page.js')) },
];

/** Pages a person may read; what the door would refuse is not offered. */
export const pagesFor = (grants: readonly { role: string }[]): PageEntry[] => PAGES.filter(({ reads }) => { const roles: readonly string[] = ROUTES[reads].roles; return roles.includes('*') || grants.some((g) => roles.includes(g.role)); });

/** The same in their groups; an empty one is not shown. */
export const pageGroupsFor = (grants: readonly { role: string }[]): { group: PageGroup; pages: PageEntry[] }[] => { const mine = pagesFor(grants); return PAGE_GROUPS.map((group) => ({ group, pages: mine.filter((p) => p.group === group) })).filter(({ pages }) => pages.length > 0); };
