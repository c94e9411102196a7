import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bySubject, type Claim, type Settlement, type Subject } from './claim.js';

/** Claims and settlements; both only grow. */
@Injectable()
export class ClaimStore {
  async insert(em: EntityManager, incidentId: string, c: Claim): Promise<void> {
    await em.query('insert into claim (id, incident_id, subject, value, source, confidence, at, received_at, by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [c.id, incidentId, c.subject, c.value, c.source, c.confidence, c.at, c.receivedAt, c.by]);
  }

  async find(em: EntityManager, id: string): Promise<(Claim & { incidentId: string }) | undefined> {
    const [row] = (await em.query('select id, incident_id "incidentId", subject, value, source, confidence, at, received_at "receivedAt", by from claim where id = $1', [id])) as (Claim & { incidentId: string })[];
    return row;
  }

  async settle(em: EntityManager, incidentId: string, s: Settlement): Promise<void> {
    await em.query('insert into claim_settlement (incident_id, subject, claim_id, reason, by, at) values ($1, $2, $3, $4, $5, $6)', [incidentId, s.subject, s.claimId, s.reason, s.by, s.at]);
  }

  /** What was said and settled by an instant. */
  async subjects(em: EntityManager, incidentId: string, at: Date): Promise<Subject[]> {
    const claims = (await em.query('select id, subject, value, source, confidence, at, received_at "receivedAt", by from claim where incident_id = $1 and received_at <= $2 order by received_at limit 5000', [incidentId, at])) as Claim[];
    const settlements = (await em.query('select subject, claim_id "claimId", reason, by, at from claim_settlement where incident_id = $1 and at <= $2 order by pos', [incidentId, at])) as Settlement[];
    return bySubject(claims, settlements);
  }
}
