/** Codes of the evacuation ledger 转移台账, the shelters 安置点 and the at-risk register (domain.md A, C13, C24). Safe in a browser. */

/** Where a person stands on the ledger. `returned` went back before the lift order and has to be moved again. */
export const EVACUEE_STATES = ['listed', 'notified', 'moved', 'arrived', 'verified', 'return-allowed', 'safe', 'safe-verified', 'refused', 'unreachable', 'returned'] as const;
export type EvacueeState = (typeof EVACUEE_STATES)[number];

/** What is said of persons on the ledger; `return` is 擅自返回 before the lift and going home after it. */
export const EVACUATION_ACTS = ['notify', 'move', 'arrive', 'verify', 'find-safe', 'refuse', 'not-reach', 'return', 'allow-return'] as const;
export type EvacuationAct = (typeof EVACUATION_ACTS)[number];

/** Follow-up of a refusal, of silence, of a return before the lift. */
export const EVACUATION_TASKS = ['PERSUASION', 'DOOR_CHECK', 'ALARM'] as const;
export type EvacuationTaskKind = (typeof EVACUATION_TASKS)[number];
export const TASK_OUTCOMES = ['moved', 'still-refuses', 'reached', 'not-found', 'settled'] as const;

export const EVACUATION_CAUSES = ['order', 'protection', 'direct'] as const;
export const EVACUATION_STATES = ['open', 'lifted', 'closed'] as const;

/** One number per state of persons; `planned` is all who are listed. */
export interface LedgerCounts {
  planned: number; listed: number; notified: number; moved: number; arrived: number; verified: number; returnAllowed: number; safe: number; safeVerified: number; refused: number; unreachable: number; returned: number;
  /** Of the arrived and verified: in a shelter 集中, elsewhere 分散. */
  inShelter: number; dispersed: number;
}
/** The columns of the conservation law: planned = moved + refused + unreachable + alreadySafe + remaining (C24). */
export interface Conservation { planned: number; moved: number; refused: number; unreachable: number; alreadySafe: number; remaining: number; verified: number }

export const noCounts = (): LedgerCounts => ({ planned: 0, listed: 0, notified: 0, moved: 0, arrived: 0, verified: 0, returnAllowed: 0, safe: 0, safeVerified: 0, refused: 0, unreachable: 0, returned: 0, inShelter: 0, dispersed: 0 });
export const addCounts = (a: LedgerCounts, b: LedgerCounts): LedgerCounts => Object.fromEntries(Object.keys(a).map((k) => [k, a[k as keyof LedgerCounts] + b[k as keyof LedgerCounts]])) as unknown as LedgerCounts;
/** `moved` covers moved, arrived, verified and return allowed; who came back early remains to be moved; `verified` is who a second person has seen in safety. */
export const conservationOf = (c: LedgerCounts): Conservation => ({
  planned: c.planned, moved: c.moved + c.arrived + c.verified + c.returnAllowed, refused: c.refused, unreachable: c.unreachable, alreadySafe: c.safe + c.safeVerified, remaining: c.listed + c.notified + c.returned,
  verified: c.verified + c.returnAllowed + c.safeVerified,
});

export const SHELTER_KINDS = ['SCHOOL', 'GYM', 'COMMUNITY_CENTRE', 'HOTEL', 'OPEN_SPACE', 'OTHER'] as const;
/** Zones of a shelter under an epidemic constraint; without one there is only GENERAL. */
export const SHELTER_ZONES = ['GENERAL', 'OBSERVATION', 'ISOLATION'] as const;
export type ShelterZone = (typeof SHELTER_ZONES)[number];

/** 老弱病残幼 and what else makes a person vulnerable. */
export const VULNERABLE = ['ELDERLY', 'FRAIL', 'SICK', 'DISABLED', 'CHILD', 'PREGNANT', 'ALONE'] as const;
/** 五包一: cadre, doctor, officer, social worker, volunteer for one at-risk household. */
export const FIVE_FOR_ONE = ['CADRE', 'DOCTOR', 'OFFICER', 'SOCIAL_WORKER', 'VOLUNTEER'] as const;
/** Kinds of sites the at-risk register must hold (C14, feature row 113). */
export const AT_RISK_SITES = ['CARE_HOME', 'SCHOOL', 'HOSPITAL', 'CONSTRUCTION_SITE', 'UNDERGROUND_SPACE'] as const;
/** Of an outside list against the register: it knows more, we know more, one thing stands twice. `no-plan`: registered without an evacuation plan. */
export const AT_RISK_GAPS = ['missing-here', 'missing-there', 'double', 'no-plan', 'five-for-one'] as const;
