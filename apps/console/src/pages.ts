import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** Pages beside the operator's: reached by address, by the command bar and by each other's heading. `word` is their name in the catalogue. */
export interface PageEntry { path: string; word: string; page: LazyExoticComponent<ComponentType> }
export const PAGES: readonly PageEntry[] = [
  { path: '/incidents', word: 'incidents/title', page: lazy(() => import('./incidents/incidents-page.js')) },
  { path: '/map', word: 'map/title', page: lazy(() => import('./map/map-page.js')) },
  { path: '/forecasts', word: 'forecasts/title', page: lazy(() => import('./forecasts/forecasts-page.js')) },
  { path: '/callouts', word: 'callouts/title', page: lazy(() => import('./callouts/callouts-page.js')) },
  { path: '/stand-down', word: 'standDown/title', page: lazy(() => import('./stand-down/stand-down-page.js')) },
  { path: '/plans', word: 'plans/title', page: lazy(() => import('./plans/plans-page.js')) },
  { path: '/unit-plans', word: 'unitPlans/title', page: lazy(() => import('./unit-plans/unit-plans-page.js')) },
  { path: '/seats', word: 'seats/title', page: lazy(() => import('./seats/seats-page.js')) },
  { path: '/sitreps', word: 'sitreps/title', page: lazy(() => import('./sitreps/sitreps-page.js')) },
  { path: '/forms', word: 'forms/title', page: lazy(() => import('./forms/forms-page.js')) },
  { path: '/responsibility', word: 'responsibility/title', page: lazy(() => import('./responsibility/responsibility-page.js')) },
];
