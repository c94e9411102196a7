import { Inject, Injectable } from '@nestjs/common';
import { COLOURS, type Colour, type Level } from '@xunling/contracts';
import { AttentionOpened } from '@xunling/contracts/classes';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { AttentionStore } from '../attention/attention.store.js';
import { KnownStore } from '../known/known.store.js';
import { LevelStore } from '../level/level.store.js';
import { ObservationStore, type KnownSource } from '../observation/observation.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { gaugesPropose, type GaugeProposal } from './gauge-proposal.js';
import { GaugeProposalStore } from './gauge-proposal.store.js';
import { PlanStore } from './plan.store.js';
import { longestWindow } from './trigger.js';

const ROMAN: Record<string, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' };

/** What gauges propose where no open decision has people looking already is put before the officer on duty, once an episode; only a person raises it. */
@Injectable()
@Ticker({ name: 'gauge-proposal', everyMs: 5000 })
export class GaugeProposalTicker {
  constructor(
    private readonly proposals: GaugeProposalStore, private readonly plans: PlanStore, private readonly observations: ObservationStore, private readonly levels: LevelStore, private readonly known: KnownStore,
    private readonly onDuty: OnDutyView, private readonly attentions: AttentionStore, @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const plans = await this.plans.published(em);
    const window = longestWindow(plans.flatMap((p) => Object.values(p.levels).flatMap((l) => l.triggers.of)));
    const sources = window > 0 ? await this.observations.sources(em, [this.origin.zone], window, at) : [];
    const before = await this.proposals.lock(em);
    if (sources.length === 0 && before.length === 0) return 0;
    const district = await this.known.district(em);
    const current = await this.levels.current(em, district.streets());
    const colours = await this.proposals.colours(em, at);
    const deciding = await this.proposals.deciding(em);
    const found = current.flatMap(({ area, level }) => {
      if (deciding.some((d) => area.startsWith(d) || d.startsWith(area))) return [];
      const colour = COLOURS.findLast((c) => colours.some((w) => w.colour === c && w.areas.some((a) => area.startsWith(a) || a.startsWith(area)))) as Colour | undefined;
      const own: readonly KnownSource[] = sources.filter((s) => s.area.startsWith(area) || area.startsWith(s.area));
      return gaugesPropose(plans, { area, ...(level === 'none' ? {} : { level: level as Level }), ...(colour ? { colour } : {}), sources: own }, at) ?? [];
    });
    const key = (p: Pick<GaugeProposal, 'area' | 'level'>): string => `${p.area}|${p.level}`;
    await this.proposals.over(em, before.filter((b) => !found.some((f) => key(f) === key(b))));
    for (const fresh of found.filter((f) => !before.some((b) => key(b) === key(f)))) await this.open(fresh, district.area(fresh.area)?.name ?? fresh.area, work);
    return 0;
  }

  private async open(p: GaugeProposal, name: string, work: Work): Promise<void> {
    const command = await this.onDuty.at(work.em, work.at);
    const ownerId = command.roster[0] ?? command.commander ?? command.deputy;
    if (!ownerId) return;
    await this.proposals.begin(work.em, p, work.at);
    const about = derivedId('gauges', `${p.planVersion}|${p.level}|${p.area}|${iso(work.at)}`);
    const id = derivedId('attention', about);
    const row = { id, kind: 'gauges-met', about, reason: `${p.level} ${p.area}`, message: `${name}：${p.met.map((t) => t.zh).join('；')}（${p.planVersion} ${ROMAN[p.level]}级，需 ${p.need} 项）`.slice(0, 600), state: 'open' as const, ownerId, openedAt: work.at, version: 1 };
    if (!(await this.attentions.insert(work.em, row))) return;
    work.append(AttentionOpened, { attentionId: id, kind: row.kind, about, reason: row.reason, ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: 1, street: '999' });
  }
}
