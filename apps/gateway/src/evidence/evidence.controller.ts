import { createHash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import { Controller, Headers, Inject, Req, Res } from '@nestjs/common';
import { INSTANT, ReadEvidence, UploadEvidence, type EvidenceView, type ReadEvidenceInput, type StoredEvidence } from '@xunling/contracts/classes';
import { derivedId, newId, Refusal } from '@xunling/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admitted } from '../door/admitted.js';
import { Forward, requestIdOf } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { EVIDENCE_FILES, type EvidenceFiles } from './evidence-files.js';
import { photoParts } from './photo-parts.js';
import { ReceiveEvidence, type Stored } from './receive-evidence.js';

/** Photos and PDFs: the bytes are kept here, the record by grid, who also decides who may look. */
@Controller()
export class EvidenceController {
  constructor(@Inject(ReceiveEvidence) private readonly receiving: ReceiveEvidence, @Inject(EVIDENCE_FILES) private readonly files: EvidenceFiles, @Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(UploadEvidence)
  async upload(@Req() request: FastifyRequest, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<StoredEvidence> {
    if (!request.isMultipart()) throw new Refusal('request.media-type');
    const key = idempotencyKeyOf(header);
    const { stored, takenAt } = await this.receive(request);
    // The same key names the same file, so that a repeated upload is a repetition and another file under it is a mismatch.
    const evidenceId = key ? derivedId('evidence', requestIdOf(admitted, UploadEvidence.name, key)) : newId();
    const { exif, ...file } = stored;
    // what the device says of when comes before what the photo says
    const taken = takenAt ?? exif.takenAt;
    const said = { ...(exif.position && { exifPosition: exif.position }), ...(exif.takenAt && { exifTakenAt: exif.takenAt }) };
    await this.forward.call({ operation: 'grid.evidence.store', input: { evidenceId, ...file, ...said, ...(taken && { takenAt: taken }) }, admitted, ...(key && { idempotencyKey: key }) });
    return { id: evidenceId, sha256: stored.sha256 };
  }

  @ServesOperation(ReadEvidence)
  async read(@OperationInput(ReadEvidence) { id, stripped }: ReadEvidenceInput, @Admission() admitted: Admitted, @Res() reply: FastifyReply): Promise<void> {
    const { result } = await this.forward.call({ operation: 'grid.evidence.get', input: { id }, admitted });
    const known = result as EvidenceView;
    const original = await this.files.read(known.sha256);
    if (!original) throw new Refusal('unknown.id', { detail: 'the bytes are not in this store' });
    if (hashOf(original) !== known.sha256) throw new Refusal('evidence.store', { detail: 'the bytes in the store are not those that were received' });
    const bytes = known.masked || stripped ? photoParts(original, known.mediaType)?.stripped : original;
    if (!bytes) throw new Refusal('evidence.own-line');
    reply.headers({
      'content-type': known.mediaType, 'content-length': bytes.length, etag: `"${hashOf(bytes)}"`, 'cache-control': 'private, max-age=86400', vary: 'authorization, cookie', 'content-security-policy': "default-src 'none'; sandbox",
    });
    void reply.send(bytes);
  }

  private async receive(request: FastifyRequest): Promise<{ stored: Stored; takenAt?: string }> {
    let stored: Stored | undefined;
    let takenAt: string | undefined;
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'file' && !stored) stored = await this.store(part);
      else if (part.type === 'field' && part.fieldname === 'takenAt') takenAt = instantOf(part.value);
      else {
        if (part.type === 'file') part.file.resume();
        throw malformed(part.fieldname, 'unknown-field', `property ${part.fieldname} should not exist`);
      }
    }
    if (!stored) throw malformed('file', 'required', 'file is required');
    return { stored, ...(takenAt && { takenAt }) };
  }

  private async store(part: MultipartFile): Promise<Stored> {
    try {
      return await this.receiving.run(part.file, () => !part.file.truncated);
    } finally {
      // What is left unread of a refused file would hold the connection.
      part.file.resume();
    }
  }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const malformed = (path: string, reason: string, message: string): Refusal => new Refusal('request.malformed', { errors: [{ path, reason, message }] });

function instantOf(value: unknown): string {
  if (typeof value !== 'string' || !INSTANT.test(value)) throw malformed('takenAt', 'matches', 'takenAt must be an RFC 3339 instant with offset');
  return value;
}
