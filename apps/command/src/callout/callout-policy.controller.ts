import { Controller, Inject } from '@nestjs/common';
import { COLOURS, mayOver, streetOf, type Colour } from '@xunling/contracts';
import { CalloutPolicySet, SetCalloutPolicy, type CalloutPolicyInput, type CalloutPolicyView, type SetCalloutPolicyInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { compact, iso } from '../rows.js';
import { policyFor, type CalloutPolicy } from './callout-policy.js';
import { CalloutPolicyStore } from './callout-policy.store.js';

const said = ({ automatic, hopMinutes, setBy, setAt }: CalloutPolicy): object => compact({ automatic, hopMinutes, setBy, setAt: setAt && iso(setAt) });

@Controller()
export class CalloutPolicyController {
  constructor(private readonly policies: CalloutPolicyStore, private readonly known: KnownStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.callout-policy.get') get({ area }: CalloutPolicyInput, work: Work): Promise<CalloutPolicyView> { return this.shown(area, work); }

  /** For the whole zone or a street of it, by who answers there. */
  @Handle('command.callout-policy.set')
  async set(input: SetCalloutPolicyInput, work: Work): Promise<CalloutPolicyView> {
    const caller = callerOf(work);
    const area = input.area && input.area !== this.origin.zone ? input.area : undefined;
    if (!mayOver(caller, SetCalloutPolicy.roles, area ?? this.origin.zone)) throw new Refusal('access.area');
    if (area && !(await this.known.district(work.em)).streets().includes(area)) throw new Refusal('area.unknown', { detail: area });
    if (input.asZone && !area) throw impossible('asZone', 'zone', 'only a street can hold to the zone');
    const policy = { ...(area ? { area } : {}), automatic: COLOURS.filter((c): c is Colour => input.automatic.includes(c)), hopMinutes: { ...input.hopMinutes }, setBy: caller.userId, setAt: work.at };
    const version = await this.policies.set(work.em, policy, input.asZone ?? false);
    const now = policyFor(area ?? this.origin.zone, await this.policies.all(work.em));
    work.append(CalloutPolicySet, { ...(area ? { area } : {}), ...(input.asZone ? { asZone: true } : {}), automatic: now.automatic, hopMinutes: now.hopMinutes, by: caller.userId, at: iso(work.at) }, { aggregate: `callout-policy/${area ?? 'zone'}`, version, street: streetOf(area ?? this.origin.zone, '000') });
    return this.shown(area, work);
  }

  private async shown(area: string | undefined, work: Work): Promise<CalloutPolicyView> {
    const all = await this.policies.all(work.em);
    const streets = all.flatMap((p) => (p.area ? [{ area: p.area, ...said(p) }] : []));
    return { ...said(policyFor(area ?? this.origin.zone, all)), ...(area ? { area } : {}), ...(streets.length > 0 ? { streets } : {}) } as CalloutPolicyView;
  }
}
