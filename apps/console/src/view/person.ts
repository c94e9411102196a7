/** What a person may see and do, from the grants; the server decides, this only hides what would be refused. */
export interface GrantLike { role: string; area: string }

const WATCHERS = ['administrator', 'commander', 'duty-officer', 'department-officer', 'dispatcher', 'auditor', 'observer', 'sub-district-officer'];
const CALLED = ['commander', 'duty-officer'];
const ISSUERS = [...CALLED, 'sub-district-officer'];
/** Roles whose people hold posts: a grid's, a department's, one of the headquarters. */
const HOLDERS = ['post-holder', 'department-officer', 'dispatcher', ...CALLED];
const FIELD = [...HOLDERS, 'team-leader', 'depot-keeper', 'inspector'];

/** The widest area of somebody's grants. */
export const widest = (grants: readonly GrantLike[]): string | undefined => grants.map((g) => g.area).sort((a, b) => a.length - b.length)[0];

/** Area of the operator's page: the widest grant of a watching role; undefined for who works in the field only. */
export const watchArea = (grants: readonly GrantLike[]): string | undefined => widest(grants.filter((g) => WATCHERS.includes(g.role)));
export const mayDecide = (grants: readonly GrantLike[]): boolean => grants.some((g) => CALLED.includes(g.role));
export const mayIssueIn = (grants: readonly GrantLike[], area: string): boolean => grants.some((g) => ISSUERS.includes(g.role) && area.startsWith(g.area));
/** Who may put a new order in the place of somebody else's. */
export const mayAmendIn = (grants: readonly GrantLike[], area: string): boolean => grants.some((g) => (g.role === 'commander' || g.role === 'duty-officer') && area.startsWith(g.area));
/** Who may send reported work back: a verifier of that area; never who issued it. */
export const mayReturnIn = (grants: readonly GrantLike[], area: string): boolean => grants.some((g) => (g.role === 'inspector' || ISSUERS.includes(g.role)) && area.startsWith(g.area));
/** Who holds command, by the seats as the picture has them: the commander's, the deputy's while that is vacant. */
export const leads = (seats: Readonly<Record<string, string>> | undefined, userId: string | undefined): boolean => userId !== undefined && userId === (seats?.commander ?? seats?.deputy);
export const worksInField = (grants: readonly GrantLike[]): boolean => grants.some((g) => FIELD.includes(g.role));
/** Areas in which the person verifies other people's work. */
export const inspects = (grants: readonly GrantLike[]): string | undefined => widest(grants.filter((g) => g.role === 'inspector' || g.role === 'sub-district-officer'));
/** Lists of one's own items, by role. */
export const ownLists = (grants: readonly GrantLike[]): ('duties' | 'missions' | 'requisitions')[] => [
  ...(grants.some((g) => HOLDERS.includes(g.role)) ? (['duties'] as const) : []),
  ...(grants.some((g) => g.role === 'team-leader') ? (['missions'] as const) : []),
  ...(grants.some((g) => g.role === 'depot-keeper') ? (['requisitions'] as const) : []),
];
/** Where a person starts. */
export const homeOf = (grants: readonly GrantLike[]): '/' | '/field' => (watchArea(grants) ? '/' : '/field');
