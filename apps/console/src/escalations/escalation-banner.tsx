import { useNames } from '../api/names.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { ESCALATION_MOVES, ESCALATIONS, EscalatedToMe } from './escalated-to-me.js';

/** The same on every page that has the picture. */
export function EscalationBanner() {
  useFollow(ESCALATION_MOVES, ...ESCALATIONS);
  return <EscalatedToMe name={useNames(useLive().picture).place} />;
}
