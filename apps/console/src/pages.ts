import { ROUTES } from '@xunling/contracts';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** Pages beside the operator's: reached by address, by the command bar and by each other's heading. `word` is their name in the catalogue, `reads` what they cannot be without. */
export interface PageEntry { path: string; word: string; reads: keyof typeof ROUTES; page: LazyExoticComponent<ComponentType> }
export const PAGES: readonly PageEntry[] = [
  { path: '/incidents', reads: 'command.incident.board', word: 'incidents/title', page: lazy(() => import('./incidents/incidents-page.js')) },
  { path: '/levels', reads: 'command.level.list', word: 'levels/title', page: lazy(() => import('./levels/levels-page.js')) },
  { path: '/map', reads: 'grid.area.list', word: 'map/title', page: lazy(() => import('./map/map-page.js')) },
  { path: '/forecasts', reads: 'command.ladder.get', word: 'forecasts/title', page: lazy(() => import('./forecasts/forecasts-page.js')) },
  { path: '/callouts', reads: 'command.callout.list', word: 'callouts/title', page: lazy(() => import('./callouts/callouts-page.js')) },
  { path: '/stand-down', reads: 'command.stand-down.list', word: 'standDown/title', page: lazy(() => import('./stand-down/stand-down-page.js')) },
  { path: '/closures', reads: 'grid.closure.board', word: 'closureBoard/title', page: lazy(() => import('./closures/closures-page.js')) },
  { path: '/sites', reads: 'grid.site.list', word: 'siteRegister/title', page: lazy(() => import('./sites/sites-page.js')) },
  { path: '/plans', reads: 'command.plan.list', word: 'plans/title', page: lazy(() => import('./plans/plans-page.js')) },
  { path: '/unit-plans', reads: 'command.unit-plan.list', word: 'unitPlans/title', page: lazy(() => import('./unit-plans/unit-plans-page.js')) },
  { path: '/areas', reads: 'grid.area.gaps', word: 'areas/title', page: lazy(() => import('./areas/areas-page.js')) },
  { path: '/units', reads: 'grid.unit.list', word: 'directory/title', page: lazy(() => import('./directory/units-page.js')) },
  { path: '/seats', reads: 'command.seat.list', word: 'seats/title', page: lazy(() => import('./seats/seats-page.js')) },
  { path: '/sitreps', reads: 'command.sitrep.list', word: 'sitreps/title', page: lazy(() => import('./sitreps/sitreps-page.js')) },
  { path: '/evacuation', reads: 'grid.evacuation.list', word: 'evacuations/title', page: lazy(() => import('./evacuations/evacuations-page.js')) },
  { path: '/shelters', reads: 'grid.shelter.list', word: 'shelters/title', page: lazy(() => import('./shelters/shelters-page.js')) },
  { path: '/at-risk', reads: 'grid.household.list', word: 'atRisk/title', page: lazy(() => import('./at-risk/at-risk-page.js')) },
  { path: '/reports', reads: 'grid.report.list', word: 'reports/title', page: lazy(() => import('./reports/reports-page.js')) },
  { path: '/casualties', reads: 'grid.casualty.list', word: 'casualties/title', page: lazy(() => import('./casualties/casualties-page.js')) },
  { path: '/forms', reads: 'command.form.render', word: 'forms/title', page: lazy(() => import('./forms/forms-page.js')) },
  { path: '/responsibility', reads: 'command.order.responsibility', word: 'responsibility/title', page: lazy(() => import('./responsibility/responsibility-page.js')) },
];

/** Pages a person may read; what the door would refuse is not offered. */
export const pagesFor = (grants: readonly { role: string }[]): PageEntry[] => PAGES.filter(({ reads }) => { const roles: readonly string[] = ROUTES[reads].roles; return roles.includes('*') || grants.some((g) => roles.includes(g.role)); });
