import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of other units sits with the command since when and until when. */
export class JointMembers1763900029001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table joint_member (
      pos bigint generated always as identity unique, id uuid primary key, zone text not null, kind text not null, unit text not null, name text not null, by uuid not null, since timestamptz not null,
      until timestamptz, ended_by uuid, reason text, check (until is null or until >= since)
    )`);
    await runner.query('create unique index joint_member_once on joint_member (unit, name) where until is null');
  }
  async down(): Promise<void> { throw new Error('who sat with the command is kept'); }
}
