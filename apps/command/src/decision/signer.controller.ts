import { Controller, Inject } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { LevelSignersSet, SetLevelSigners, type LevelSignersView, type SetLevelSignersInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { compact, iso } from '../rows.js';
import { mustLead } from '../seat/authority.js';
import { SeatStore } from '../seat/seat.store.js';
import { checkSigners, DEFAULT_SIGNERS, type Signers } from './signer.js';
import { SignerStore } from './signer.store.js';

/** Who signs which level in this zone. */
@Controller()
export class SignerController {
  constructor(private readonly store: SignerStore, private readonly seats: SeatStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.level-signers.get')
  async get(_input: object, work: Work): Promise<LevelSignersView> {
    const row = await this.store.find(work.em);
    return compact({ signers: row?.signers ?? DEFAULT_SIGNERS, setBy: row?.setBy, setAt: row && iso(row.setAt) }) as unknown as LevelSignersView;
  }

  /** What already waits for signatures is settled first: it was proposed under the rule of its time. */
  @Handle('command.level-signers.set')
  async set(input: SetLevelSignersInput, work: Work): Promise<LevelSignersView> {
    const caller = callerOf(work);
    if (!mayOver(caller, SetLevelSigners.roles, this.origin.zone)) throw new Refusal('access.area');
    mustLead(await this.seats.holders(work.em, true), caller.userId);
    const signers = checkSigners({ ...input.signers } as unknown as Signers);
    const waiting = await this.store.awaiting(work.em, work.at);
    if (waiting > 0) throw new Refusal('state.conflict', { state: 'awaiting-signature', allowed: [], detail: `${waiting} levels wait for signatures: settle them first` });
    const version = await this.store.set(work.em, signers, caller.userId, work.at);
    work.append(LevelSignersSet, { signers: signers as never, by: caller.userId, at: iso(work.at) }, { aggregate: 'level-signers/zone', version, street: '000' });
    return this.get({}, work);
  }
}
