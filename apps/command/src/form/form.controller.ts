import { Controller } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { RenderForm as Operation, type FormDocument, type RenderFormInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { digestOf } from '../canonical.js';
import { IncidentStore } from '../incident/incident.store.js';
import { iso } from '../rows.js';
import { formRule } from './forms.js';
import { periodOf } from './period.js';
import { RecordsView } from './records.view.js';

@Controller()
export class FormController {
  constructor(private readonly incidents: IncidentStore, private readonly records: RecordsView) {}

  @Handle('command.form.render')
  async render(input: RenderFormInput, work: Work): Promise<FormDocument> {
    const caller = callerOf(work);
    const incident = await this.incidents.find(work.em, input.incident);
    if (!incident) throw impossible('incident', 'unknown', 'there is no such incident');
    if (!mayOver(caller, Operation.roles, incident.zone)) throw new Refusal('access.area');
    const period = periodOf(input, incident.openedAt, work.at);
    const { form, zh, en, reads, of } = formRule(input.form);
    const body = of(await this.records.read(work.em, incident, period, reads), period);
    const document = { form, titleZh: zh, titleEn: en, incidentId: incident.id, incident: incident.name, from: iso(period.from), to: iso(period.to), ...body, blank: [...body.fields, ...body.tables].filter((b) => !b.derived).length };
    return { ...document, hash: digestOf(document), preparedAt: iso(work.at), preparedBy: caller.userId };
  }
}
