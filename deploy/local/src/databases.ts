import { join } from 'node:path';
import { Unable } from '@xunling/embedded';
import pg from 'pg';
import { kept, newSecret } from './secrets.js';

const OWNER = 'xl_owner';

export interface DatabaseUrls {
  /** As the service's own role: no change of schema, none of the journal. */
  url: string;
  /** As the owner, for migrations. */
  ownerUrl: string;
}

/**
 * One database and one login role per service, and the owner of all schemas; whatever is there already stays.
 * @param adminUrl a role that may create roles and databases
 * @throws Unable `server.unreachable`
 */
export async function prepareDatabases(adminUrl: string, contexts: readonly string[], keys: string): Promise<Map<string, DatabaseUrls>> {
  const secretOf = (role: string): string => kept(join(keys, `postgres-${role}`), () => newSecret(24));
  await using(adminUrl, async client => {
    await role(client, OWNER, secretOf(OWNER));
    for (const context of contexts) await role(client, `xl_${context}`, secretOf(`xl_${context}`));
    for (const context of contexts) await database(client, `xl_${context}`);
  });
  for (const context of contexts) await using(at(adminUrl, `xl_${context}`), client => rights(client, `xl_${context}`));
  return new Map(contexts.map(context => [context, {
    url: at(adminUrl, `xl_${context}`, `xl_${context}`, secretOf(`xl_${context}`)),
    ownerUrl: at(adminUrl, `xl_${context}`, OWNER, secretOf(OWNER)),
  }]));
}

async function role(client: pg.Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  // Set again at each start, so that a data folder brought back beside an older server signs in.
  await client.query(`${rowCount ? 'alter' : 'create'} role ${name} login password ${client.escapeLiteral(password)}`);
  if (name === OWNER) await client.query(`grant ${OWNER} to current_user`);
}

async function database(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${name} owner ${OWNER} template template0 encoding 'UTF8'`);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect, temporary on database ${name} to ${name}`);
}

/** What a migration creates later may be used by the one service at once; the journal's migration takes back update and delete. */
async function rights(client: pg.Client, service: string): Promise<void> {
  await client.query(`alter schema public owner to ${OWNER}`);
  await client.query(`revoke all on schema public from public`);
  await client.query(`grant usage on schema public to ${service}`);
  await client.query(`alter default privileges for role ${OWNER} in schema public grant select, insert, update, delete on tables to ${service}`);
  await client.query(`alter default privileges for role ${OWNER} in schema public grant usage, select on sequences to ${service}`);
}

async function using(url: string, job: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    await client.end().catch(() => undefined);
    const { host } = new URL(url);
    const why = (cause as Error).message || (cause as { code?: string }).code;
    throw new Unable('server.unreachable', `PostgreSQL at ${host} does not answer (${why}); check XL_DATABASE_URL.`, `无法连接 PostgreSQL ${host}（${why}），请检查 XL_DATABASE_URL。`, { cause });
  }
  try { await job(client); } finally { await client.end().catch(() => undefined); }
}

function at(server: string, name: string, user?: string, password?: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.toString();
}
