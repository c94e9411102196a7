import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DEFAULT_STAGES, type Output, type Stage } from './five-stage.js';

export interface ChainRow { pos: string; id: string; name: string; season: number; config: number; stages: Stage[]; incidentId: string | null; by: string; begunAt: Date; version: number }
export interface OutputRow extends Output { chainId: string; note: string | null; by: string }
/** Stages of chains that begin from now; `by` and `at` are absent while the default holds. */
interface Config { version: number; stages: Stage[]; by?: string; at?: Date }
const COLUMNS = 'pos, id, name, season, config, stages, incident_id "incidentId", by, begun_at "begunAt", version';
/** Where an output of this kind is on record; a rehearsal is recorded by whoever held it. */
const RECORDS: Record<string, string> = {
  FORECAST: 'select 1 from forecast where id::text = $1', WARNING: 'select 1 from warning where id::text = $1', PLAN: 'select 1 from plan_version where plan_version = $1', PREPOSITION: 'select 1 from order_set where id::text = $1',
};

@Injectable()
export class FiveStageStore {
  async config(em: EntityManager): Promise<Config> {
    const [row] = (await em.query('select version, stages, by, at from five_stage_config order by version desc limit 1')) as Config[];
    return row ?? { version: 1, stages: [...DEFAULT_STAGES] };
  }
  async configure(em: EntityManager, stages: readonly Stage[], by: string, at: Date): Promise<number> {
    await em.query("select pg_advisory_xact_lock(hashtext('five-stage-config'))");
    const version = (await this.config(em)).version + 1;
    await em.query('insert into five_stage_config (version, stages, by, at) values ($1, $2, $3, $4)', [version, JSON.stringify(stages), by, at]);
    return version;
  }

  async insert(em: EntityManager, c: Omit<ChainRow, 'pos'>): Promise<void> {
    await em.query('insert into five_stage_chain (id, name, season, config, stages, incident_id, by, begun_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [c.id, c.name, c.season, c.config, JSON.stringify(c.stages), c.incidentId, c.by, c.begunAt, c.version]);
  }
  async lock(em: EntityManager, id: string): Promise<ChainRow | undefined> {
    return ((await em.query(`select ${COLUMNS} from five_stage_chain where id = $1 for update`, [id])) as ChainRow[])[0];
  }
  async record(em: EntityManager, chain: ChainRow, o: OutputRow): Promise<void> {
    await em.query('insert into five_stage_output (chain_id, stage, output_id, input_id, note, by, at) values ($1, $2, $3, $4, $5, $6, $7)', [o.chainId, o.stage, o.outputId, o.inputId ?? null, o.note, o.by, o.at]);
    await em.query('update five_stage_chain set version = version + 1 where id = $1', [chain.id]);
  }
  list(em: EntityManager, season: number, before: string | null, limit: number): Promise<ChainRow[]> {
    return em.query(`select ${COLUMNS} from five_stage_chain where season = $1 and ($2::bigint is null or pos < $2) order by pos desc limit $3`, [season, before, limit]);
  }
  async outputs(em: EntityManager, ids: readonly string[]): Promise<OutputRow[]> {
    const rows = (await em.query('select chain_id "chainId", stage, output_id "outputId", input_id "inputId", note, by, at from five_stage_output where chain_id = any($1) order by pos', [ids])) as (OutputRow & { inputId: string | null })[];
    return rows.map(({ inputId, ...o }) => ({ ...o, ...(inputId === null ? {} : { inputId }) }));
  }
  /** Whether command has such a record; undefined for a kind that it does not keep. */
  async exists(em: EntityManager, kind: string, id: string): Promise<boolean | undefined> {
    const sql = RECORDS[kind];
    return sql ? ((await em.query(sql, [id])) as unknown[]).length > 0 : undefined;
  }
}
