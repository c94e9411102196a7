import { Inject, Injectable } from '@nestjs/common';
import { AT_RISK_SITES } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { personId, sampleHouseholds, sampleOutsideList, sampleShelters, sampleSites, STREETS } from '@xunling/sample';
import { KeepHouseholds } from '../household/keep-households.js';
import { RegisterGaps } from '../household/register-gaps.js';
import { KeepShelters } from '../shelter/keep-shelters.js';

/** At-risk households, shelters, plans of places and outside lists of the sample district, at the first start only. */
@Injectable()
export class SeedAtRisk {
  constructor(@Inject(KeepHouseholds) private readonly households: KeepHouseholds, @Inject(KeepShelters) private readonly shelters: KeepShelters, @Inject(RegisterGaps) private readonly gaps: RegisterGaps) {}

  async run(work: Work): Promise<void> {
    const shelters = sampleShelters();
    if ((await this.shelters.registerMany(shelters.map(({ serial: _serial, ...s }) => ({ ...s, datum: 'WGS84' })), work)) === 0) return;
    await this.households.register(sampleHouseholds(), work);
    const places = sampleSites().filter((s) => (AT_RISK_SITES as readonly string[]).includes(s.kind) && s.evacuationPlan);
    await this.gaps.planMany(places.map((s) => ({ siteId: s.id, area: s.area, kind: s.kind, persons: 20 + (s.serial % 5) * 30, shelterId: shelters.find((h) => h.area.startsWith(s.area.slice(0, 9)))!.shelterId })), personId('duty1'), work);
    for (const { code } of STREETS) await this.gaps.keep({ area: code, source: '区直部门名录（示例）', csv: sampleOutsideList(code) }, personId('duty1'), work);
  }
}
