import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import type { DatabaseUrls } from './databases.js';
import { inboxOf } from './nats-permissions.js';
import { natsKey, nodeKey, type Demo } from './secrets.js';
import { ROOT, type Settings } from './settings.js';

export interface Surroundings { settings: Settings; folder: DataFolder; natsUrl: string; databases: Map<string, DatabaseUrls>; demo: Demo | null }

/** Admin rights stay with the launcher: no service inherits them. Addresses of feeds may hold a token: the door alone gets them. */
const LAUNCHERS_OWN = ['XL_FEEDS', 'XL_DATABASE_URL', 'XL_NATS_URL', 'XL_DEMO_PASSWORD', 'XL_HTTP_PORT', 'XL_HTTP_HOST', 'XL_DATA_DIR'];

/** Environment of one service: what it needs and no other service's secrets. */
export function serviceEnv(name: string, { settings, folder, natsUrl, databases, demo }: Surroundings, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(Object.entries(base).filter(([key]) => !LAUNCHERS_OWN.includes(key)));
  const { url, ownerUrl } = databases.get(name)!;
  return {
    XL_MODE: 'live', XL_SEED: 'sample', XL_INNER_PORT: '0', ...inherited,
    XL_NODE: settings.node, XL_ZONE: settings.zone,
    XL_DATABASE_URL: url, XL_OWNER_URL: ownerUrl,
    XL_NATS_URL: natsUrl, XL_NATS_SEED: natsKey(folder.keys, name).seedFile, XL_NATS_INBOX: inboxOf(name),
    XL_NODE_KEY: nodeKey(folder.keys), XL_DATA_DIR: folder.files,
    ...(name === 'gateway' ? doorEnv(settings, folder, demo, base['XL_FEEDS']) : {}),
  };
}

function doorEnv(settings: Settings, folder: DataFolder, demo: Demo | null, feeds: string | undefined): NodeJS.ProcessEnv {
  return {
    XL_HTTP_PORT: String(settings.httpPort), XL_HTTP_HOST: settings.httpHost, XL_CONSOLE_DIR: join(ROOT, 'apps', 'console', 'dist'), XL_NATS_USERS_DIR: folder.natsUsers,
    ...(feeds ? { XL_FEEDS: feeds } : {}),
    ...(demo ? { XL_DEMO_PASSWORD: demo.password, XL_DEMO_FEED_SECRET: demo.feedSecret } : {}),
  };
}
