import { COLOURS } from '../codes.js';
import { HopMinutes } from '../events/callouts.js';
import { Id, Instant, Nested, Optional, Strings } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Which warnings call by themselves, and hop limits by colour. C4, C18; domain.md D.6. */
const COLOUR = new RegExp(`^(${COLOURS.join('|')})$`);
export class SetCalloutPolicyInput { /** Colours whose warnings start a callout over the responsible persons of their areas; none: people start them. */ @Strings(COLOUR, 4) automatic: string[]; @Nested(() => HopMinutes) hopMinutes: HopMinutes }
export class CalloutPolicyView extends SetCalloutPolicyInput { /** Absent while the defaults hold. */ @Optional() @Id() setBy?: string; @Optional() @Instant() setAt?: string }
export const GetCalloutPolicy = defineOperation({
  name: 'command.callout-policy.get', http: 'GET /api/callout-policy', summary: 'Which warnings are called by themselves, and minutes of silence before the next person is asked.',
  output: CalloutPolicyView, roles: ['commander', 'duty-officer', 'sub-district-officer', 'administrator', 'department-officer', 'auditor', 'observer'], write: false, example: {},
});
export const SetCalloutPolicy = defineOperation({
  name: 'command.callout-policy.set', http: 'POST /api/callout-policy', summary: 'Set both for campaigns that begin from now; those under way keep what they began with.',
  input: SetCalloutPolicyInput, output: CalloutPolicyView, roles: ['commander', 'administrator'], write: true, example: { automatic: ['RED', 'ORANGE'], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } },
});
