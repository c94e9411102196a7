import { Controller, Headers, Inject } from '@nestjs/common';
import { createUser } from '@nats-io/nkeys';
import { IssueCredential, RevokeCredential, RotateCredential, type ById, type CredentialView, type IssueCredentialInput, type IssuedCredential, type RotateCredentialInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Intake } from '../intake/intake.js';
import { Dashboards } from './dashboard-users.js';

/** Issues and revokes dashboards' NATS users; the seed is made here, shown once and kept nowhere. */
@Controller()
export class CredentialsController {
  constructor(@Inject(Forward) private readonly forward: Forward, @Inject(Dashboards) private readonly dashboards: Dashboards, @Inject(Intake) private readonly intake: Intake) {}

  @ServesOperation(IssueCredential)
  async issue(@OperationInput(IssueCredential) { name, street }: IssueCredentialInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<IssuedCredential> {
    // before the tree is known nothing is misjudged: the zone alone is checked then
    if (this.intake.areas.size > 0 && !this.intake.areas.has(street)) throw new Refusal('area.unknown');
    return this.make(IssueCredential.name, { name, street }, admitted, header);
  }

  @ServesOperation(RotateCredential)
  rotate(@OperationInput(RotateCredential) input: RotateCredentialInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<IssuedCredential> {
    return this.make(RotateCredential.name, input, admitted, header);
  }

  @ServesOperation(RevokeCredential)
  async revoke(@OperationInput(RevokeCredential) { id }: ById, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<CredentialView> {
    const key = idempotencyKeyOf(header);
    const { result } = await this.forward.call({ operation: RevokeCredential.name, input: { id }, admitted, ...(key && { idempotencyKey: key }) });
    await this.dashboards.apply();
    return result as CredentialView;
  }

  /** A new key pair: the record is made by the operation, the user and the consumer follow. */
  private async make(operation: string, input: object, admitted: Admitted, header: string | undefined): Promise<IssuedCredential> {
    const key = idempotencyKeyOf(header);
    const user = createUser();
    const { result } = await this.forward.call({ operation, input: { ...input, publicKey: user.getPublicKey() }, admitted, ...(key && { idempotencyKey: key }) });
    const seed = new TextDecoder().decode(user.getSeed());
    return { ...(result as CredentialView), seed, installed: await this.dashboards.apply() };
  }
}
