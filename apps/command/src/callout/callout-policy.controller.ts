import { Controller, Inject } from '@nestjs/common';
import { COLOURS, mayOver, type Colour } from '@xunling/contracts';
import { CalloutPolicySet, SetCalloutPolicy, type CalloutPolicyView, type SetCalloutPolicyInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { compact, iso } from '../rows.js';
import { CalloutPolicyStore, type CalloutPolicy } from './callout-policy.store.js';

const shown = ({ automatic, hopMinutes, setBy, setAt }: CalloutPolicy): CalloutPolicyView => compact({ automatic, hopMinutes, setBy, setAt: setAt && iso(setAt) }) as CalloutPolicyView;

@Controller()
export class CalloutPolicyController {
  constructor(private readonly policies: CalloutPolicyStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.callout-policy.get') async get(_input: object, work: Work): Promise<CalloutPolicyView> { return shown(await this.policies.get(work.em)); }

  /** For the whole zone, by who answers for the whole zone. */
  @Handle('command.callout-policy.set')
  async set(input: SetCalloutPolicyInput, work: Work): Promise<CalloutPolicyView> {
    const caller = callerOf(work);
    if (!mayOver(caller, SetCalloutPolicy.roles, this.origin.zone)) throw new Refusal('access.area');
    const policy = { automatic: COLOURS.filter((c): c is Colour => input.automatic.includes(c)), hopMinutes: { ...input.hopMinutes }, setBy: caller.userId, setAt: work.at };
    const version = await this.policies.set(work.em, policy);
    work.append(CalloutPolicySet, { automatic: policy.automatic, hopMinutes: policy.hopMinutes, by: caller.userId, at: iso(work.at) }, { aggregate: 'callout-policy/zone', version, street: '000' });
    return shown({ ...policy, version });
  }
}
