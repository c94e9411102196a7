import { Controller, Inject } from '@nestjs/common';
import { FiveStageBegun, FiveStageConfigured, FiveStageRecorded, type BeginChainInput, type ChainOutputInput, type ChainPage, type ChainView, type ConfigureStagesInput, type ListChainsInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { compact, cursorOf, iso, limitOf, positionOf } from '../rows.js';
import { checkStages, isWhole, linksOf, type Stage } from './five-stage.js';
import { FiveStageStore, type ChainRow, type OutputRow } from './five-stage.store.js';

/** The season is the year of Beijing. */
const seasonOf = (at: Date): number => new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();
function shown(c: ChainRow, outputs: readonly OutputRow[], now: Date): ChainView {
  const own = outputs.filter((o) => o.chainId === c.id);
  const links = linksOf(c.stages, own, now);
  return compact({
    id: c.id, name: c.name, season: c.season, config: c.config, incidentId: c.incidentId, begunAt: iso(c.begunAt), by: c.by, whole: isWhole(links), broken: links.filter((l) => l.state === 'broken').length, late: links.filter((l) => l.late).length,
    stages: links.map(({ state, output, dueAt, late, minutesLate }, i) => {
      const { outputId, inputId, note, by, at } = (output ?? {}) as Partial<OutputRow>;
      const { kind, nameZh, nameEn } = c.stages[i]!;
      return compact({ kind, nameZh, nameEn, state, outputId, inputId, note, by, at: at && iso(at), dueAt: dueAt && iso(dueAt), late, minutesLate });
    }),
  }) as unknown as ChainView;
}

@Controller()
export class FiveStageController {
  constructor(private readonly chains: FiveStageStore, private readonly incidents: IncidentStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.five-stage.list')
  async list(input: ListChainsInput, { em, at }: Work): Promise<ChainPage> {
    const limit = Math.min(limitOf(input.limit), 100);
    const rows = await this.chains.list(em, input.season ?? seasonOf(at), positionOf(input.cursor), limit + 1);
    const outputs = await this.chains.outputs(em, rows.map((r) => r.id));
    const items = rows.slice(0, limit).map((r) => shown(r, outputs, at));
    const { version, stages, by, at: since } = await this.chains.config(em);
    return { version, stages, ...(by && since ? { configuredBy: by, configuredAt: iso(since) } : {}), broken: items.reduce((n, c) => n + c.broken, 0), late: items.reduce((n, c) => n + c.late, 0), items, ...(rows.length > limit ? { nextCursor: cursorOf(rows[limit - 1]!.pos) } : {}) };
  }

  @Handle('command.five-stage.begin')
  async begin({ name, incidentId }: BeginChainInput, work: Work): Promise<ChainView> {
    const { em, at } = work;
    const by = callerOf(work).userId;
    if (incidentId && !(await this.incidents.find(em, incidentId))) throw impossible('incidentId', 'unknown', 'there is no such incident');
    const { version: config, stages } = await this.chains.config(em);
    const row = { id: newId(), name, season: seasonOf(at), config, stages, incidentId: incidentId ?? null, by, begunAt: at, version: 1 };
    await this.chains.insert(em, row);
    work.append(FiveStageBegun, { chainId: row.id, name, season: row.season, config, by, ...(incidentId ? { incidentId } : {}) }, { aggregate: `five-stage/${row.id}`, version: 1, street: '000', ...(incidentId ? { incidentId } : {}) });
    return shown({ ...row, pos: '0' }, [], at);
  }

  @Handle('command.five-stage.record')
  async record({ id, stage, outputId, inputId, note }: ChainOutputInput, work: Work): Promise<ChainView> {
    const { em, at } = work;
    const by = callerOf(work).userId;
    const chain = await this.chains.lock(em, id);
    if (!chain) throw new Refusal('unknown.id');
    const of = chain.stages[stage];
    if (!of) throw impossible('stage', 'unknown', 'the chain has no such stage');
    const known = await this.chains.exists(em, of.kind, outputId);
    if (known === false) throw impossible('outputId', 'unknown', `there is no such ${of.kind} on record`);
    if (known === undefined && !note) throw impossible('note', 'missing', 'say what came out of it');
    await this.chains.record(em, chain, { chainId: id, stage, outputId, ...(inputId ? { inputId } : {}), note: note ?? null, by, at });
    work.append(FiveStageRecorded, { chainId: id, stage, kind: of.kind, outputId, by, at: iso(at), ...(inputId ? { inputId } : {}), ...(note ? { note } : {}) },
      { aggregate: `five-stage/${id}`, version: chain.version + 1, street: '000', ...(chain.incidentId ? { incidentId: chain.incidentId } : {}) });
    return shown(chain, await this.chains.outputs(em, [id]), at);
  }

  @Handle('command.five-stage.configure')
  async configure({ stages }: ConfigureStagesInput, work: Work): Promise<ChainPage> {
    const by = callerOf(work).userId;
    checkStages(stages as Stage[]);
    const version = await this.chains.configure(work.em, stages as Stage[], by, work.at);
    work.append(FiveStageConfigured, { version, zone: this.origin.zone, stages, by }, { aggregate: `five-stage-config/${this.origin.zone}`, version, street: '000' });
    return this.list({}, work);
  }
}
