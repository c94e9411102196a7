import { Inject, Injectable } from '@nestjs/common';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { OnDutyView } from '../roster/on-duty.view.js';
import { testDue } from './contact.js';
import { ContactStore } from './contact.store.js';
import { StartCallout } from './start-callout.js';

/** Tests every contact that was not proven this season on the days of the calendar, once, in the name of the officer on duty. */
@Injectable()
@Ticker({ name: 'contact-test', everyMs: 10_000 })
export class ContactTestTicker {
  constructor(private readonly starting: StartCallout, private readonly contacts: ContactStore, private readonly onDuty: OnDutyView, @Inject(ORIGIN) private readonly origin: Origin) {}

  async tick(work: Work): Promise<number> {
    const due = testDue(work.at);
    if (!due || !(await this.contacts.beginTest(work.em, due))) return 0;
    const by = (await this.onDuty.at(work.em, work.at)).roster[0];
    if (by) await this.starting.testByCalendar([this.origin.zone], by, work);
    return 0;
  }
}
