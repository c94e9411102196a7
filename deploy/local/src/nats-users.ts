import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsOf, userEntry } from './nats-permissions.js';
import { natsKey } from './secrets.js';

/** Written by the gateway: entries `{ nkey: …, permissions: { … } }`, one a line, of the dashboards' users. */
export const DASHBOARDS_FILE = 'dashboards.conf';
/** Written here from the services' users and the dashboards': what the server includes, or its operator installs. */
export const USERS_FILE = 'users.conf';

/** Text of nats-server.conf's `authorization` block when `users.conf` lies in `folder`, relative to the server's own file. */
export const authorization = (folder: string): string => `authorization { timeout: 5, include ${JSON.stringify(join(folder, USERS_FILE))} }\n`;

/** Makes the keys that are missing and writes the users' file whole; answers its path. */
export function writeUsers(folder: string, keys: string, users: readonly string[], node: string): string {
  const dashboards = join(folder, DASHBOARDS_FILE);
  if (!existsSync(dashboards)) writeFileSync(dashboards, '', { mode: 0o600 });
  const own = users.map(user => `  # ${user}\n  ${userEntry(natsKey(keys, user).publicKey, permissionsOf(user, node))}`);
  const file = join(folder, USERS_FILE);
  writeFileSync(`${file}.new`, `users: [\n${own.join('\n')}\n${readFileSync(dashboards, 'utf8')}\n]\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}
