import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import { GetGauge, type ChangeGaugeInput, type CloseGaugeInput, type GaugeById, type GaugeItemPage, type GaugePage, type GaugeSummary, type GaugeSummaryInput, type GaugeView, type ListGaugeItemsInput, type ListGaugesInput, type RegisterGaugeInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { countGauges, getGauge, listGauges } from './gauge.view.js';
import { listItems, openSilences, recentStrays } from './item.view.js';
import { KeepGauges } from './keep-gauges.js';

@Injectable()
export class GaugeHandler {
  constructor(@Inject(KeepGauges) private readonly keep: KeepGauges) {}

  @Handle('grid.gauge.list') list(input: ListGaugesInput, work: Work): Promise<GaugePage> { return listGauges(work.em, input, listScopes(input.area, work.caller!), work.at); }
  @Handle('grid.gauge.get') async get({ id }: GaugeById, work: Work): Promise<GaugeView> {
    const gauge = await getGauge(work.em, id, work.at);
    if (!mayOver(work.caller!, GetGauge.roles, gauge.area)) throw new Refusal('access.area');
    return gauge;
  }
  @Handle('grid.gauge.items') items(input: ListGaugeItemsInput, work: Work): Promise<GaugeItemPage> { return listItems(work.em, input, listScopes(input.area, work.caller!)); }
  @Handle('grid.gauge.summary') async summary({ area }: GaugeSummaryInput, work: Work): Promise<GaugeSummary> {
    const areas = listScopes(area, work.caller!);
    // what fits no gauge lies in no area: it is for who keeps the register of the zone
    const zone = areas.some((a) => a.length === 6);
    return { at: work.at.toISOString(), areas: await countGauges(work.em, areas, work.at), silences: await openSilences(work.em, areas), strays: zone ? await recentStrays(work.em, work.at) : [] };
  }
  @Handle('grid.gauge.register') async register(input: RegisterGaugeInput, work: Work): Promise<GaugeView> { return getGauge(work.em, await this.keep.register(input, work), work.at); }
  @Handle('grid.gauge.change') async change(input: ChangeGaugeInput, work: Work): Promise<GaugeView> { await this.keep.change(input, work); return getGauge(work.em, input.id, work.at); }
  @Handle('grid.gauge.close') async close(input: CloseGaugeInput, work: Work): Promise<GaugeView> { await this.keep.close(input, work); return getGauge(work.em, input.id, work.at); }
}
