import pg from 'pg';
import { workerPostgres } from './postgres.js';

const PASSWORD = 'test';
const OWNER = 'xl_owner';
const CONTEXTS = ['command', 'grid', 'rescue', 'supplies', 'gateway'];

export interface DatabaseOptions {
  /** The service whose role `url` signs in as; absent: `url` is the owner's too. */
  context?: string;
  /** A migrated database made once per worker and cloned, for specs that need the schema often. */
  template?: { name: string; prepare(ownerUrl: string): Promise<void> };
  /** With fsync; slower. */
  durable?: boolean;
  /** Superuser's url of another server, e.g. `freshPostgres().url`; default the worker's. */
  server?: string;
}

export interface FreshDatabase {
  name: string;
  /** As the service role `xl_<context>`. */
  url: string;
  /** As `xl_owner`, who runs migrations. */
  ownerUrl: string;
  /** As superuser. */
  adminUrl: string;
  /** Throws the database away, connections included. */
  drop(): Promise<void>;
}

/** A new database with the roles and default rights the launcher gives, on the worker's PostgreSQL. */
export async function freshDatabase(options: DatabaseOptions = {}): Promise<FreshDatabase> {
  const server = options.server ?? (await workerPostgres(options.durable)).url;
  await withClient(server, makeRoles);
  const template = options.template ? await templateOf(server, options.template) : 'template0';
  const name = `t_${process.hrtime.bigint().toString(36)}_${process.pid}`;
  await withClient(server, client => client.query(`create database ${name} owner ${OWNER} template ${template}`));
  if (!options.template) await withClient(at(server, name), grants);
  const as = (role: string): string => at(server, name, role);
  return {
    name,
    url: as(options.context ? `xl_${options.context}` : OWNER),
    ownerUrl: as(OWNER),
    adminUrl: at(server, name),
    drop: () => withClient(server, client => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** One connection for one job, closed afterwards. */
export async function withClient(url: string, job: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try { await job(client); } finally { await client.end().catch(() => undefined); }
}

async function makeRoles(client: pg.Client): Promise<void> {
  // Roles belong to the whole server: spec files that start at once must not both make them.
  await client.query('select pg_advisory_lock(410171)');
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles');
  const present = new Set(rows.map(row => row.rolname));
  for (const role of [OWNER, ...CONTEXTS.map(context => `xl_${context}`)])
    if (!present.has(role)) await client.query(`create role ${role} login password '${PASSWORD}'`);
  await client.query('select pg_advisory_unlock(410171)');
}

/** As deploy/local grants them: what a migration creates later may be used by the service roles at once. */
async function grants(client: pg.Client): Promise<void> {
  const roles = CONTEXTS.map(context => `xl_${context}`).join(', ');
  await client.query(`grant usage on schema public to ${roles}`);
  await client.query(`alter schema public owner to ${OWNER}`);
  await client.query(`alter default privileges for role ${OWNER} in schema public grant select, insert, update, delete on tables to ${roles}`);
  await client.query(`alter default privileges for role ${OWNER} in schema public grant usage, select on sequences to ${roles}`);
}

async function templateOf(server: string, { name, prepare }: NonNullable<DatabaseOptions['template']>): Promise<string> {
  const database = `template_${name.replace(/\W/g, '_')}`;
  await withClient(server, async client => {
    await client.query('select pg_advisory_lock(410172)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount) return;
    await client.query(`drop database if exists ${database}_new with (force)`);
    await client.query(`create database ${database}_new owner ${OWNER} template template0`);
    await withClient(at(server, `${database}_new`), grants);
    await prepare(at(server, `${database}_new`, OWNER));
    await client.query(`alter database ${database}_new rename to ${database}`);
  });
  return database;
}

function at(server: string, database: string, role?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role) { url.username = role; url.password = PASSWORD; }
  return url.toString();
}
