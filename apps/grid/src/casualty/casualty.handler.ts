import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { AddCasualtyInput, CasualtyPage, CasualtyTotals, CasualtyTotalsInput, CasualtyView, ChangeCasualtyInput, ExplainCasualtiesInput, ListCasualtiesInput, MergeCasualtyInput, WithdrawCasualtyInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ExplainCasualties } from './explain-casualties.js';
import { getCasualty, listCasualties, totalCasualties } from './casualty.view.js';
import { KeepCasualties } from './keep-casualties.js';

@Injectable()
export class CasualtyHandler {
  constructor(@Inject(KeepCasualties) private readonly keep: KeepCasualties, @Inject(ExplainCasualties) private readonly explaining: ExplainCasualties) {}

  @Handle('grid.casualty.list') list(input: ListCasualtiesInput, work: Work): Promise<CasualtyPage> { return listCasualties(work.em, input, listScopes(input.area, work.caller!), work.caller!); }
  @Handle('grid.casualty.totals') totals({ area }: CasualtyTotalsInput, work: Work): Promise<CasualtyTotals> { return totalCasualties(work.em, listScopes(area, work.caller!), work.at); }
  @Handle('grid.casualty.add') async add(input: AddCasualtyInput, work: Work): Promise<CasualtyView> { return getCasualty(work.em, await this.keep.add(input, work), work.caller!); }
  @Handle('grid.casualty.change') change(input: ChangeCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.change(input, work), work); }
  @Handle('grid.casualty.merge') merge(input: MergeCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.merge(input, work), work); }
  @Handle('grid.casualty.withdraw') withdraw(input: WithdrawCasualtyInput, work: Work): Promise<CasualtyView> { return this.done(input.id, this.keep.withdraw(input, work), work); }
  @Handle('grid.casualty.explain') async explain({ area, text }: ExplainCasualtiesInput, work: Work): Promise<CasualtyTotals> {
    const scopes = listScopes(area, work.caller!);
    await this.explaining.run(area, text, (await totalCasualties(work.em, scopes, work.at)).items, work);
    return totalCasualties(work.em, scopes, work.at);
  }

  private async done(id: string, act: Promise<void>, work: Work): Promise<CasualtyView> { await act; return getCasualty(work.em, id, work.caller!); }
}
