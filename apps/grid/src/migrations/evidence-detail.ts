import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a photo says of itself, and the hash of what is served outside its owner's line; other contexts' read copies have none of it. */
export class EvidenceDetail1763960012003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table evidence_detail (evidence_id uuid primary key references evidence (id), served_sha256 char(64), lon double precision, lat double precision, exif_taken_at timestamptz)');
  }
  async down(): Promise<void> { throw new Error('evidence is kept'); }
}
