import { Area, Id, Instant, Optional, QueryWhole, Sha256, Text, Whole } from '../fields.js';
import { itemOperations } from './items.js';

export class GridPage { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }

// ---- duties
export const DutyOperations = itemOperations('grid', 'duty', 'duties', ['post-holder']);

// ---- evidence: bytes live in the gateway's content-addressed folder, the record here
export class StoreEvidenceInput { @Id() evidenceId: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1, 10_485_760) bytes: number; @Optional() @Instant() takenAt?: string }
export class EvidenceView { @Id() id: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1) bytes: number; @Instant() receivedAt: string; @Optional() @Instant() takenAt?: string }
