import { SITE_KINDS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Flag, FreeText, Id, Instant, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';
import { GeoPoint } from './item.js';

/** Id of a gauge station, as its owner writes it. */
export const SENSOR = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;

/** A published site. People to call about it stay in the register: an event names none. */
export class SiteFact {
  @Id() siteId: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(SITE_KINDS) kind: string;
  @Text(200) owner: string;
  /** Depth at which it is to be closed. */
  @Whole(0, 2000) closeAtCm: number;
  /** WGS84. */
  @Nested(() => GeoPoint) position: GeoPoint;
  @Optional() @Id() keeperPostId?: string;
  /** Depth below which the water counts as gone; without it, below `closeAtCm`. */
  @Optional() @Whole(0, 2000) clearAtCm?: number;
  /** How far before the site the road is closed, in metres. */
  @Optional() @Whole(0, 5000) closureDistanceM?: number;
  @Optional() @Strings(SENSOR, 20) sensors?: string[];
  @Optional() @Flag() evacuationPlan?: boolean;
  /** What the position was measured in before it was turned into WGS84. */
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
}
@Event('grid.site.published', 'A place that can be closed or must be emptied, with owner and threshold.') export class SitePublished extends SiteFact {}

@Event('grid.site.drafted', 'A site was entered; nothing is ordered about it before it is published.')
export class SiteDrafted { @Id() siteId: string; @Area() area: string; @OneOf(SITE_KINDS) kind: string; @Id() by: string }

@Event('grid.site.revised', 'A published site as it is from now.') export class SiteRevised extends SiteFact { @Id() by: string }

@Event('grid.site.withdrawn', 'The site is no more: it takes no new orders; what was done on it stays.')
export class SiteWithdrawn { @Id() siteId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() at: string }
