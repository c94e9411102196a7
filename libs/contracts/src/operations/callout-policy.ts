import { COLOURS } from '../codes.js';
import { HopMinutes } from '../events/callouts.js';
import { Area, Flag, Id, Instant, ListOf, Nested, Optional, Strings } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Which warnings call by themselves, and hop limits by colour. C4, C18; domain.md D.6. */
const COLOUR = new RegExp(`^(${COLOURS.join('|')})$`);
export class SetCalloutPolicyInput { /** Colours whose warnings start a callout over the responsible persons of their areas; none: people start them. */ @Strings(COLOUR, 4) automatic: string[]; @Nested(() => HopMinutes) hopMinutes: HopMinutes;
  /** A street that is to differ; absent: the whole zone. */
  @Optional() @Area() area?: string;
  /** The street holds to the zone's settings again; its own are put away. */
  @Optional() @Flag() asZone?: boolean }
/** Settings of a street that differ from the zone's. */
export class StreetCalloutPolicy { @Area() area: string; @Strings(COLOUR, 4) automatic: string[]; @Nested(() => HopMinutes) hopMinutes: HopMinutes; @Id() setBy: string; @Instant() setAt: string }
export class CalloutPolicyView {
  @Optional() @Area() area?: string;
  @Strings(COLOUR, 4) automatic: string[];
  @Nested(() => HopMinutes) hopMinutes: HopMinutes;
  /** Absent while the defaults hold. */
  @Optional() @Id() setBy?: string;
  @Optional() @Instant() setAt?: string;
  /** Streets that differ. */
  @Optional() @ListOf(() => StreetCalloutPolicy, 100) streets?: StreetCalloutPolicy[];
}
export class CalloutPolicyInput { /** What holds there; absent: the zone's. */ @Optional() @Area() area?: string }
export const GetCalloutPolicy = defineOperation({
  name: 'command.callout-policy.get', http: 'GET /api/callout-policy', summary: 'Which warnings are called by themselves, and minutes of silence before the next person is asked: of the zone or an area, with the streets that differ.',
  input: CalloutPolicyInput, output: CalloutPolicyView, roles: ['commander', 'duty-officer', 'sub-district-officer', 'administrator', 'department-officer', 'auditor', 'observer'], write: false, example: {},
});
export const SetCalloutPolicy = defineOperation({
  name: 'command.callout-policy.set', http: 'POST /api/callout-policy', summary: 'Set both, for the zone or a street of it, for campaigns that begin from now; those under way keep what they began with.',
  input: SetCalloutPolicyInput, output: CalloutPolicyView, roles: ['commander', 'administrator'], write: true, example: { automatic: ['RED', 'ORANGE'], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } },
});
