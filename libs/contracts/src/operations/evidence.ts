import { GeoPoint } from '../events/item.js';
import { Area, Flag, Id, Instant, Nested, Optional, QueryFlag, Sha256, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Evidence: bytes lie content-addressed behind the gateway, the record here. What a photo says of itself is for its owner's line only. */
export class StoreEvidenceInput {
  @Id() evidenceId: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1, 10_485_760) bytes: number; @Optional() @Instant() takenAt?: string;
  /** Hash of what is served outside the owner's line: the same picture without its EXIF. Absent where it cannot be taken out. */
  @Optional() @Sha256() servedSha256?: string;
  @Optional() @Nested(() => GeoPoint) exifPosition?: GeoPoint;
  @Optional() @Instant() exifTakenAt?: string;
}
export class EvidenceView {
  @Id() id: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1) bytes: number; @Id() by: string; @Area() area: string; @Instant() receivedAt: string; @Optional() @Instant() takenAt?: string;
  /** What is served outside the owner's line; the same as `sha256` where the file says nothing of itself. */
  @Optional() @Sha256() servedSha256?: string;
  /** Where the photo says it was taken; in the owner's line only. */
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint; @Optional() @Instant() exifTakenAt?: string;
  /** False in the owner's line: its uploader, a grant over the place below the zone, who commands. */
  @Flag() masked: boolean;
}
export class EvidenceRecordInput { @Id() id: string }
export const EvidenceRecord = defineOperation({ name: 'grid.evidence.record', http: 'GET /api/evidence/:id/record', summary: 'What is known of a file: both hashes, both instants, and in its owner\'s line where and when the photo says it was taken.', input: EvidenceRecordInput, output: EvidenceView, roles: ['*'], write: false, example: { id: '018f0000-0000-7000-8000-000000000001' } });

/** `stripped=true` asks for what others see, as for an export. */
export class ReadEvidenceInput { @Id() id: string; @Optional() @QueryFlag() stripped?: boolean }
