import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { allOperations } from '@xunling/contracts/classes';
import { BOARD_CONTROLLERS } from './board/board.module.js';
import { CredentialsController } from './credential/credentials.controller.js';
import { ConsoleController } from './door/console.controller.js';
import { HealthController } from './door/health.controller.js';
import { Metrics } from './door/door-metrics.js';
import { controllersOf } from './door/operation.controllers.js';
import { ProblemFilter } from './door/problem.filter.js';
import { StaticFiles } from './door/static-files.js';
import { DocsController } from './docs/docs.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidenceBucket } from './evidence/evidence-bucket.js';
import { EVIDENCE_FILES, type EvidenceFiles } from './evidence/evidence-files.js';
import { EvidenceFolder } from './evidence/evidence-folder.js';
import { ReceiveEvidence } from './evidence/receive-evidence.js';
import { AccountsController } from './identity/accounts.controller.js';
import { SessionsController } from './identity/sessions.controller.js';
import { IntakeModule } from './intake/intake.module.js';
import { LettersController } from './letters/letters.controller.js';
import type { Rooms } from './rooms.js';
import { RoomsModule } from './rooms.module.js';

/** The door: everything that answers HTTP. It starts with database and broker down. */
@Module({})
export class GatewayModule {
  static of(rooms: Rooms): DynamicModule {
    return {
      module: GatewayModule,
      imports: [RoomsModule.of(rooms), IntakeModule],
      controllers: [
        SessionsController, AccountsController, CredentialsController, EvidenceController, LettersController, HealthController, DocsController, ...BOARD_CONTROLLERS,
        ...controllersOf(allOperations().filter((op) => op.kind === 'rpc')),
        ConsoleController,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter }, Metrics,
        { provide: StaticFiles, useFactory: () => new StaticFiles(rooms.config.consoleDir) },
        { provide: EVIDENCE_FILES, useFactory: (): EvidenceFiles => (rooms.config.evidenceBucket ? new EvidenceBucket(rooms.config.evidenceBucket) : new EvidenceFolder(rooms.config.dataDir)) },
        { provide: ReceiveEvidence, useFactory: (files: EvidenceFiles) => new ReceiveEvidence(rooms.config.dataDir, files), inject: [EVIDENCE_FILES] },
      ],
    };
  }
}
