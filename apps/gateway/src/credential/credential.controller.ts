import { Controller, Inject } from '@nestjs/common';
import { mayOver, ZONE_STAFF } from '@xunling/contracts';
import { CredentialIssued, CredentialRevoked, type ById, type CredentialPage, type CredentialView, type IssueCredentialInner, type ListCredentialsInput, type RotateCredentialInner } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { areasOf } from '../identity/grant.js';
import { Rooms } from '../rooms.js';
import { expireCredential, insertCredential, listCredentials, lockCredential, revokeCredentialRow } from './credential.store.js';

const DAY_MINUTES = 1440;
const ISSUERS = ['administrator', 'sub-district-officer'] as const;

/** The records of dashboards' NATS users; file and consumers follow from them (dashboards.ts). */
@Controller()
export class CredentialController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @Handle('gateway.credential.list')
  list({ cursor, limit = 50, area }: ListCredentialsInput, work: Work): Promise<CredentialPage> {
    return listCredentials(work.em, cursor, limit, area, areasOf(work.caller!, [...ISSUERS, 'auditor']));
  }

  @Handle('gateway.credential.issue')
  async issue({ name, street, publicKey }: IssueCredentialInner, work: Work): Promise<CredentialView> {
    if (!street.startsWith(this.rooms.config.zone)) throw new Refusal('area.unknown');
    if (!mayOver(work.caller!, ISSUERS, street)) throw new Refusal('access.area');
    const by = work.caller!.userId;
    const id = newId();
    const credential = await insertCredential(work.em, { id, name, area: street, publicKey, by }, work.at);
    if (!credential) throw new Refusal('state.conflict', { state: 'issued', allowed: ['revoke'], detail: `a credential named ${name} is in force` });
    work.append(CredentialIssued, { credentialId: id, name, areas: [street], publicKey, by }, { aggregate: `credential/${id}`, version: 1, street: ZONE_STAFF });
    return credential;
  }

  @Handle('gateway.credential.rotate')
  async rotate({ id, publicKey, overlapMinutes = DAY_MINUTES }: RotateCredentialInner, work: Work): Promise<CredentialView> {
    const old = await lockCredential(work.em, id);
    if (!old) throw new Refusal('unknown.id');
    const [street] = old.areas as [string];
    if (!mayOver(work.caller!, ISSUERS, street)) throw new Refusal('access.area');
    if (old.revokedAt) throw new Refusal('state.conflict', { state: 'revoked', allowed: [], detail: 'a revoked credential has no successor: issue a new one' });
    if (old.expiresAt) throw new Refusal('state.conflict', { state: 'rotated', allowed: ['revoke'], detail: 'it has its successor already' });
    const until = new Date(work.at.getTime() + overlapMinutes * 60_000);
    await expireCredential(work.em, id, until);
    const by = work.caller!.userId;
    const next = newId();
    const credential = (await insertCredential(work.em, { id: next, name: old.name, area: street, publicKey, by }, work.at))!;
    work.append(CredentialIssued, { credentialId: next, name: old.name, areas: [street], publicKey, by, replaces: id, until: until.toISOString() }, { aggregate: `credential/${next}`, version: 1, street: ZONE_STAFF });
    return credential;
  }

  @Handle('gateway.credential.revoke')
  async revoke({ id }: ById, work: Work): Promise<CredentialView> {
    const credential = await lockCredential(work.em, id);
    if (!credential) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, ISSUERS, credential.areas[0]!)) throw new Refusal('access.area');
    if (credential.revokedAt) return credential;
    const revoked = await revokeCredentialRow(work.em, id, work.at);
    work.append(CredentialRevoked, { credentialId: id, name: credential.name, by: work.caller!.userId }, { aggregate: `credential/${id}`, version: 2, street: ZONE_STAFF });
    return revoked;
  }
}
