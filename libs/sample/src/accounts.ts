import type { Role } from '@xunling/contracts';
import { STREETS, ZONE } from './areas.js';
import { sampleDepots, sampleTeams } from './forces.js';
import { pad, personId } from './ids.js';
import { DEPARTMENTS, samplePosts } from './posts.js';

export interface SampleAccount { userId: string; username: string; name: string; grants: { role: Role; area: string }[] }

/** Duty roster: the officer on duty and three ordered alternates. */
export const SAMPLE_ROSTER = ['duty1', 'duty2', 'duty3', 'duty4'] as const;
/** Seats held at the start. */
export const SAMPLE_SEATS = { commander: 'commander', deputy: 'deputy' } as const;
/** The feed key's name; its secret is made at first start. */
export const SAMPLE_FEED = 'feed-demo';

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';
const GIVEN = ['安', '澜', '川', '宁', '泽', '禾', '岚', '舟', '远', '明', '清', '和', '景', '行', '立', '言'];

/** An invented name, always the same for the same user name. */
export function sampleName(username: string): string {
  const hex = personId(username).replaceAll('-', '');
  const at = (i: number, of: number): number => parseInt(hex.slice(i, i + 4), 16) % of;
  return `${SURNAMES[at(0, SURNAMES.length)]}${GIVEN[at(8, GIVEN.length)]}${GIVEN[at(20, GIVEN.length)]}`;
}

const TITLES: Record<string, string> = {
  admin: '系统管理员', commander: '指挥长', deputy: '副指挥长', duty1: '值班员一', duty2: '值班员二', duty3: '值班员三', duty4: '值班员四', dispatcher: '调度员', auditor: '审计员', observer: '观察员',
};

/** Every account of the sample district; who holds a post has the post-holder role over the post's area. */
export function sampleAccounts(): SampleAccount[] {
  const grants = new Map<string, { role: Role; area: string }[]>();
  const give = (username: string, role: Role, area: string): void => {
    const list = grants.get(username) ?? [];
    if (!list.some((g) => g.role === role && g.area === area)) list.push({ role, area });
    grants.set(username, list);
  };
  give('admin', 'administrator', ZONE);
  give('commander', 'commander', ZONE);
  give('deputy', 'commander', ZONE);
  for (const duty of SAMPLE_ROSTER) give(duty, 'duty-officer', ZONE);
  give('dispatcher', 'dispatcher', ZONE);
  give('auditor', 'auditor', ZONE);
  give('observer', 'observer', ZONE);
  for (const { code } of STREETS) {
    give(`street-${code.slice(6)}`, 'sub-district-officer', code);
    give(`inspector-${code.slice(6)}`, 'inspector', code);
  }
  for (let d = 1; d <= DEPARTMENTS; d++) for (let i = 1; i <= 3; i++) give(`dept-${pad(d)}-${i}`, 'department-officer', ZONE);
  for (const post of samplePosts()) {
    if (post.kind === 'HQ' || post.kind === 'OFFICER') continue;
    for (const who of [post.holder, post.deputy]) if (who && !who.startsWith('inspector-')) give(who, 'post-holder', post.area);
  }
  for (const post of samplePosts()) if (post.kind === 'HQ' && post.holder?.startsWith('hq-')) give(post.holder, 'department-officer', ZONE);
  for (const team of sampleTeams()) give(team.leader, 'team-leader', team.area);
  for (const depot of sampleDepots()) give(depot.keeper, 'depot-keeper', depot.area);
  return [...grants].map(([username, list]) => ({ userId: personId(username), username, name: TITLES[username] ?? sampleName(username), grants: list }));
}
