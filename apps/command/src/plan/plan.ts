import type { Colour, Force, Level, Measure, SiteKind, SuspendScope } from '@xunling/contracts';
import type { Watch } from '../observation/observation.js';

/** A condition of a trigger. A `reading` that nobody measures is a person's to say and never assumed; an `observation` looks at sources over a window, with hysteresis; `k-of` asks for some of several. */
export type Trigger =
  | { code: string; kind: 'warning'; atLeast: Colour; zh: string; en: string }
  | { code: string; kind: 'reading'; zh: string; en: string }
  | ({ code: string; kind: 'observation'; element: string; zh: string; en: string } & Watch)
  | { code: string; kind: 'k-of'; need: number; of: Trigger[]; zh: string; en: string };

/** Minutes from issue to the due instant of each arrow. */
export interface Minutes { delivered: number; acknowledged: number; executing: number; reported: number; verified: number }
export interface Line { measure: Measure; minutes: Minutes; textZh: string; textEn: string }
/** Where a line holds: within these areas only; everywhere the level is raised where it names none. */
export interface Limited extends Line { areas?: string[] }
export interface PacketLine extends Limited { to: 'packet'; force: Force }
export interface SiteLine extends Limited { to: 'site'; siteKinds: SiteKind[]; /** Of a SUSPEND; without it the usual one of each site's kind. */ scope?: SuspendScope }
/** What a level wants to lie in each depot it orders; stock is counted in the item's own unit. */
export interface StockNeed { item: string; quantity: number }
export interface UnitLine extends Limited { to: 'team' | 'depot'; kinds: string[]; perArea?: number; /** Of a depot. */ stock?: StockNeed[] }
/** Named posts: a department's, one of headquarters, the head of a street. */
export interface PostLine extends Limited { to: 'post'; posts: string[] }
export type PlanLine = PacketLine | SiteLine | UnitLine | PostLine;

export interface PlanLevel { triggers: { need: number; of: Trigger[] }; orders: PlanLine[]; /** For everyone in the streets it is raised over. */ notices?: { textZh: string; textEn: string }[] }
/** A plan version; published, it is immutable. */
export interface PlanDocument {
  planId: string;
  /** `<planId>@<n>`. */
  planVersion: string;
  name: string;
  nameEn: string;
  label: string;
  hazards: string[];
  /** Share of an arrow's span that passes before its answer is asked for; two thirds where absent. */
  promptShare?: number;
  /** Which level a warning proposes by itself, whatever the gauges say (domain.md D.3). */
  warningLed: Partial<Record<Colour, Level>>;
  levels: Record<Level, PlanLevel>;
}
