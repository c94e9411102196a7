import { Inject, Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ImportSites as Operation, type ImportOutcome, type ImportSitesInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { PublishSites } from './publish-sites.js';
import { readSites, type Fault } from './read-sites.js';
import { SiteStore } from './site.store.js';

/** What one answer shows of the faults; all of them are counted. */
const SHOWN = 200;

/** CSV in, all rows or none; a dry run answers the faults and changes nothing. */
@Injectable()
export class ImportSites {
  private readonly store = new SiteStore();
  constructor(@Inject(PublishSites) private readonly sites: PublishSites) {}

  async run({ csv, dryRun = false, publish = false }: ImportSitesInput, work: Work): Promise<ImportOutcome> {
    const { rows, sites, faults } = readSites(csv, publish, newId);
    const all: Fault[] = [...faults, ...(await this.against(sites, work))].sort((a, b) => a.row - b.row);
    const outcome = { dryRun, rows, entered: 0, published: 0, faulty: all.length, faults: all.slice(0, SHOWN) };
    if (dryRun) return { ...outcome, entered: all.length > 0 ? 0 : sites.length, published: all.length > 0 || !publish ? 0 : sites.length };
    if (all.length > 0) throw new Refusal('site.import', { detail: `${all.length} faults in ${rows} rows`, errors: outcome.faults.map((f) => ({ path: `row ${f.row}${f.column ? `, ${f.column}` : ''}`, reason: f.reason, messageZh: f.messageZh, message: f.message })) });
    const entered = await this.sites.run(sites.map((s) => s.site), publish, work, work.caller!.userId);
    return { ...outcome, entered, published: publish ? entered : 0 };
  }

  /** Faults that only the register knows: the area, one's own reach, a name that is taken. */
  private async against(sites: ReturnType<typeof readSites>['sites'], work: Work): Promise<Fault[]> {
    const strange = sites.filter(({ site }) => !mayOver(work.caller!, Operation.roles, site.area)).map(({ row }) => ({ row, column: 'area', reason: 'access.area', messageZh: '不在您的辖区', message: 'outside your area' }));
    const known = (await this.store.faults(work.em, sites.map(({ site }) => site))).flatMap(({ at, area, twice }): Fault[] => {
      const { row } = sites[at]!;
      return [...(area ? [{ row, column: 'area', reason: 'area.unknown', messageZh: '没有这个区域', message: 'there is no such area' }] : []), ...(twice ? [{ row, column: 'name', reason: 'twice', messageZh: '已在册', message: 'stands in the register already' }] : [])];
    });
    return [...strange, ...known];
  }
}
