import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { AddCasualtyInput, CasualtyPage, CasualtyTotals, CasualtyTotalsInput, CasualtyView, ChangeCasualtyInput, ListCasualtiesInput, MergeCasualtyInput, WithdrawCasualtyInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { getCasualty, listCasualties, totalCasualties } from './casualty.view.js';
import { KeepCasualties } from './keep-casualties.js';

@Injectable()
export class CasualtyHandler {
  constructor(@Inject(KeepCasualties) private readonly keep: KeepCasualties) {}

  @Handle('grid.casualty.list') list(input: ListCasualtiesInput, work: Work): Promise<CasualtyPage> { return listCasualties(work.em, input, listScopes(input.area, work.caller!), work.caller!); }
  @Handle('grid.casualty.totals') totals({ area }: CasualtyTotalsInput, work: Work): Promise<CasualtyTotals> { return totalCasualties(work.em, listScopes(area, work.caller!), work.at); }
  @Handle('grid.casualty.add') async add(input: AddCasualtyInput, work: Work): Promise<CasualtyView> { return getCasualty(work.em, await this.keep.add(input, work), work.caller!); }
  @Handle('grid.casualty.change') change(input: ChangeCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.change(input, work), work); }
  @Handle('grid.casualty.merge') merge(input: MergeCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.merge(input, work), work); }
  @Handle('grid.casualty.withdraw') withdraw(input: WithdrawCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.withdraw(input, work), work); }

  private async done(id: string, act: Promise<void>, work: Work): Promise<CasualtyView> { await act; return getCasualty(work.em, id, work.caller!); }
}
