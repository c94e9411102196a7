import { Controller, Headers, Inject } from '@nestjs/common';
import { createUser } from '@nats-io/nkeys';
import { IssueCredential, RevokeCredential, type ById, type CredentialView, type IssueCredentialInput, type IssuedCredential } from '@xunling/contracts/classes';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Dashboards } from './dashboard-users.js';

/** Issues and revokes dashboards' NATS users; the seed is made here, shown once and kept nowhere. */
@Controller()
export class CredentialsController {
  constructor(@Inject(Forward) private readonly forward: Forward, @Inject(Dashboards) private readonly dashboards: Dashboards) {}

  @ServesOperation(IssueCredential)
  async issue(@OperationInput(IssueCredential) { name, street }: IssueCredentialInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<IssuedCredential> {
    const key = idempotencyKeyOf(header);
    const user = createUser();
    const { result } = await this.forward.call({ operation: IssueCredential.name, input: { name, street, publicKey: user.getPublicKey() }, admitted, ...(key && { idempotencyKey: key }) });
    const seed = new TextDecoder().decode(user.getSeed());
    return { ...(result as CredentialView), seed, installed: await this.dashboards.apply() };
  }

  @ServesOperation(RevokeCredential)
  async revoke(@OperationInput(RevokeCredential) { id }: ById, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<CredentialView> {
    const key = idempotencyKeyOf(header);
    const { result } = await this.forward.call({ operation: RevokeCredential.name, input: { id }, admitted, ...(key && { idempotencyKey: key }) });
    await this.dashboards.apply();
    return result as CredentialView;
  }
}
