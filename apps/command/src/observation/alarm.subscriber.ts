import { Injectable } from '@nestjs/common';
import { AreaFellSilent, AttentionOpened, GaugeRaised, GaugeWorsened, type GaugeItemFact } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { AttentionStore } from '../attention/attention.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';

interface Alarm { about: string; kind: string; reason: string; message: string }

/** An area whose gauges fell silent and a gauge at its highest level are put before the officer on duty, each once; what is above a lower level stands on the gauges' page. */
@Injectable()
@Subscribe({ name: 'gauge-alarms', events: [AreaFellSilent, GaugeRaised, GaugeWorsened] })
export class AlarmSubscriber {
  constructor(private readonly attentions: AttentionStore, private readonly onDuty: OnDutyView) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      const alarm = event.type === 'grid.area.fell-silent.v1' ? silent(event.data as AreaFellSilent) : extreme(event.data as GaugeItemFact);
      if (alarm) await this.open(alarm, work.because(event));
    }
  }

  private async open({ about, kind, reason, message }: Alarm, work: Work): Promise<void> {
    const command = await this.onDuty.at(work.em, work.at);
    // with nobody in command it stands without an owner until somebody is there
    const ownerId = command.roster[0] ?? command.commander ?? null;
    const id = derivedId('attention', `${kind}/${about}`);
    if (!(await this.attentions.insert(work.em, { id, kind, about, reason, message, state: 'open', ownerId, openedAt: work.at, version: 1 }))) return;
    if (ownerId) work.append(AttentionOpened, { attentionId: id, kind, about, reason, ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: 1, street: '999' });
  }
}
const silent = (d: AreaFellSilent): Alarm => ({ about: d.silenceId, kind: 'area-silent', reason: 'silence.area', message: `${d.area}: ${d.silent}/${d.sources}` });
const extreme = (d: GaugeItemFact): Alarm | undefined => (d.severity === 'EXTREME' ? { about: d.itemId, kind: 'gauge-extreme', reason: `water.${d.parameter}`, message: `${d.area}: ${d.value} ${d.parameter === 'rain' ? 'mm' : 'cm'}` } : undefined);
