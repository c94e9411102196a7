import { Controller, Headers, Inject } from '@nestjs/common';
import { IssueFeedKey, OpenAccount, type AccountView, type FeedKeyView, type IssuedFeedKey, type IssueFeedKeyInput, type OpenAccountInput } from '@xunling/contracts/classes';
import type { Admitted } from '../door/admitted.js';
import { Forward, requestIdOf } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { hashPassword } from './hash-password.js';
import { newSecret, sha256 } from './token.js';

/** Passwords and secrets are hashed at the door: neither the bus nor any request log ever carries one. */
@Controller()
export class AccountsController {
  constructor(@Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(OpenAccount)
  async open(@OperationInput(OpenAccount) { username, name, password }: OpenAccountInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<AccountView> {
    const key = idempotencyKeyOf(header);
    const passwordHash = await hashPassword(password, key && requestIdOf(admitted, OpenAccount.name, key));
    const { result } = await this.forward.call({ operation: OpenAccount.name, input: { username, name, passwordHash }, admitted, ...(key && { idempotencyKey: key }) });
    return result as AccountView;
  }

  /** The secret is made anew for each call, so a repeated Idempotency-Key is `idempotency.mismatch`: a secret is shown once. */
  @ServesOperation(IssueFeedKey)
  async issueKey(@OperationInput(IssueFeedKey) { name }: IssueFeedKeyInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<IssuedFeedKey> {
    const key = idempotencyKeyOf(header);
    const secret = newSecret();
    const { result } = await this.forward.call({ operation: IssueFeedKey.name, input: { name, secretHash: sha256(secret) }, admitted, ...(key && { idempotencyKey: key }) });
    return { ...(result as FeedKeyView), secret };
  }
}
