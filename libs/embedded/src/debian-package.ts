import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tied } from './process.js';

export interface Mirror { uri: string; keyring: string | null }

/** The Debian mirror this machine itself uses, and the keyring it trusts for it; null on other systems. */
export function machineMirror(etc = '/etc/apt'): Mirror | null {
  const parts = join(etc, 'sources.list.d');
  const files = [join(etc, 'sources.list'), ...(existsSync(parts) ? readdirSync(parts).sort().map(name => join(parts, name)) : [])].filter(existsSync);
  const all = files.flatMap(file => (file.endsWith('.sources') ? stanzas : lines)(readFileSync(file, 'utf8')));
  // A mirror of Debian proper carries the release's own suite; `-security` lives elsewhere.
  return all.find(({ uri }) => /\/debian\/?$/.test(uri)) ?? null;
}

/** deb822: `Types: deb`, `URIs: …`, `Signed-By: …`; comments and disabled stanzas left out. */
function stanzas(text: string): Mirror[] {
  return text.split(/\n\s*\n/).flatMap(stanza => {
    const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(stanza)?.[1]?.trim() ?? '';
    if (!/\bdeb\b/.test(field('Types')) || /^no/i.test(field('Enabled'))) return [];
    return field('URIs').split(/\s+/).filter(Boolean).map(uri => ({ uri, keyring: keyringOf(field('Signed-By')) }));
  });
}

/** One line: `deb [signed-by=…] uri suite components`. */
function lines(text: string): Mirror[] {
  return text.split('\n').flatMap(line => {
    const found = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s/.exec(line);
    return found ? [{ uri: found[2]!, keyring: keyringOf(/signed-by=(\S+)/.exec(found[1] ?? '')?.[1] ?? '') }] : [];
  });
}

const keyringOf = (named: string): string | null =>
  [named, '/usr/share/keyrings/debian-archive-keyring.gpg'].find(file => file.startsWith('/') && existsSync(file)) ?? null;

/**
 * Downloads one package with apt, its signatures verified, and unpacks it. Touches nothing of the system's apt state and needs no root.
 * @returns the folder it was unpacked in; @throws Error with apt's last words
 */
export async function fetchDebianPackage(name: string, suite: string, mirror: Mirror, workDir: string): Promise<string> {
  mkdirSync(workDir, { recursive: true });
  const own = mkdtempSync(join(workDir, 'apt-'));
  try {
    for (const folder of ['lists/partial', 'cache/archives/partial', 'unpacked']) mkdirSync(join(own, folder), { recursive: true });
    writeFileSync(join(own, 'status'), '');
    writeFileSync(join(own, 'debian.sources'), `Types: deb\nURIs: ${mirror.uri}\nSuites: ${suite}\nComponents: main\nTargets: Packages\n${mirror.keyring ? `Signed-By: ${mirror.keyring}\n` : ''}`);
    writeFileSync(join(own, 'apt.conf'), configuration(own));
    const apt = ['-c', join(own, 'apt.conf'), '-q'];
    await run('apt-get', [...apt, 'update'], own);
    await run('apt-get', [...apt, 'download', name], own);
    const file = readdirSync(own).find(entry => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
    if (!file) throw new Error(`apt downloaded no ${name}`);
    await run('dpkg', ['-x', join(own, file), join(own, 'unpacked')], own);
    return join(own, 'unpacked');
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    throw error;
  }
}

/** Read after the machine's own configuration, so its proxy counts and its hooks, which would touch the system, do not. */
function configuration(own: string): string {
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success', 'DPkg::Pre-Invoke', 'DPkg::Post-Invoke', 'DPkg::Pre-Install-Pkgs'];
  const values: Record<string, string> = {
    'Dir::State': own, 'Dir::State::lists': `${own}/lists`, 'Dir::State::status': `${own}/status`, 'Dir::Cache': `${own}/cache`,
    'Dir::Etc::sourcelist': `${own}/debian.sources`, 'Dir::Etc::sourceparts': '/dev/null', 'Dir::Etc::preferences': '/dev/null', 'Dir::Etc::preferencesparts': '/dev/null',
    'APT::Sandbox::User': 'root', 'Acquire::Languages': 'none', 'Acquire::Retries': '3', 'Acquire::AllowInsecureRepositories': 'false',
    'APT::Get::AllowUnauthenticated': 'false', 'APT::Update::Error-Mode': 'any',
  };
  return [...hooks.map(name => `#clear ${name};`), ...Object.entries(values).map(([name, value]) => `${name} "${value}";`)].join('\n') + '\n';
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const [program, ...rest] = tied(command, args, 'KILL');
    const child = spawn(program!, rest, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' } });
    let said = '';
    child.stdout.on('data', bytes => { said += bytes; });
    child.stderr.on('data', bytes => { said += bytes; });
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(said.trim().split('\n').filter(line => /^[EW]:/.test(line)).join(' ') || `${command} ended with ${code}`))));
  });
}
