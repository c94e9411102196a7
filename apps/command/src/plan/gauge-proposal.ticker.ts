import { Inject, Injectable } from '@nestjs/common';
import { COLOURS } from '@xunling/contracts';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { openDecision } from '../decision/decision.js';
import { RecordDecision } from '../decision/call-decider.js';
import { nameAreas, type District } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { LevelStore } from '../level/level.store.js';
import { ObservationStore, type KnownSource } from '../observation/observation.store.js';
import { StatementStore, type Statement } from '../observation/statement.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { ClearProposals } from './clear-proposals.js';
import { episodes, gaugesPropose, together, type GaugeProposal, type Street } from './gauge-proposal.js';
import { GaugeProposalStore } from './gauge-proposal.store.js';
import { PlanStore } from './plan.store.js';
import { longestWindow } from './trigger.js';
import { touch } from '../touch.js';

/** Gauges that meet a level nobody decides on open a decision with owner, clock and alternates as a warning does (C1), once an episode, and end it when they clear; only a person raises it. */
@Injectable()
@Ticker({ name: 'gauge-proposal', everyMs: 5000 })
export class GaugeProposalTicker {
  constructor(
    private readonly proposals: GaugeProposalStore, private readonly plans: PlanStore, private readonly observations: ObservationStore, private readonly levels: LevelStore, private readonly known: KnownStore,
    private readonly onDuty: OnDutyView, private readonly recording: RecordDecision, private readonly clearing: ClearProposals, private readonly statements: StatementStore, @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const plans = await this.plans.published(em);
    const window = longestWindow(plans.flatMap((p) => Object.values(p.levels).flatMap((l) => l.triggers.of)));
    const sources = window > 0 ? await this.observations.sources(em, [this.origin.zone], window, at) : [];
    const before = await this.proposals.lock(em);
    if (sources.length === 0 && before.length === 0) return 0;
    const district = await this.known.district(em);
    const streets = await this.streets(sources, await this.statements.counting(em, [this.origin.zone], at), district, work);
    await this.clearing.execute(plans, streets, work);
    const met = streets.flatMap(({ inForce, ...street }) => {
      const proposal = gaugesPropose(plans, street, at);
      return proposal ? [{ proposal, ...(inForce ? { inForce } : {}) }] : [];
    });
    const { over, begun, asked } = episodes(before, met, await this.proposals.deciding(em));
    await this.proposals.over(em, over);
    for (const p of begun) await this.proposals.begin(em, p, at);
    for (const { areas, of } of together(asked)) await this.open(nameAreas(areas, district), of, work);
    return 0;
  }

  private async streets(sources: readonly KnownSource[], statements: readonly Statement[], district: District, { em, at }: Work): Promise<Street[]> {
    const current = await this.levels.current(em, district.streets());
    const colours = await this.proposals.colours(em, at);
    return current.map(({ area, level }) => {
      const colour = COLOURS.findLast((c) => colours.some((w) => w.colour === c && w.areas.some((a) => touch(a, area))));
      return { area, ...(level === 'none' ? {} : { inForce: level }), ...(colour ? { colour } : {}), sources: sources.filter((s) => touch(s.area, area)), statements: statements.filter((s) => touch(s.area, area)) };
    });
  }

  private async open(areas: string[], { planVersion, level, need, met, hazard, colour }: GaugeProposal, work: Work): Promise<void> {
    const id = derivedId('decision', `gauges|${planVersion}|${level}|${areas.join()}|${iso(work.at)}`);
    const about = { id, hazard, areas, observed: { level, planVersion, need, met }, ...(colour ? { colour } : {}) };
    await this.recording.execute(openDecision(about, await this.onDuty.at(work.em, work.at), work.at), work);
  }
}
