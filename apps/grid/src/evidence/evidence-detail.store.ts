import type { GeoPoint } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';

export interface EvidenceDetail { servedSha256?: string; position?: GeoPoint; exifTakenAt?: string }

/** What a photo says of itself; it stays in this table. */
export class EvidenceDetailStore {
  async insert(em: EntityManager, id: string, { servedSha256, position, exifTakenAt }: EvidenceDetail): Promise<void> {
    await em.query('insert into evidence_detail (evidence_id, served_sha256, lon, lat, exif_taken_at) values ($1, $2, $3, $4, $5)', [id, servedSha256 ?? null, position?.lon ?? null, position?.lat ?? null, exifTakenAt ?? null]);
  }

  async find(em: EntityManager, id: string): Promise<EvidenceDetail> {
    const [row]: { served: string | null; lon: number | null; lat: number | null; at: Date | null }[] = await em.query('select served_sha256 as served, lon, lat, exif_taken_at as at from evidence_detail where evidence_id = $1', [id]);
    if (!row) return {};
    return { ...(row.served ? { servedSha256: row.served } : {}), ...(row.lon !== null && row.lat !== null ? { position: { lon: row.lon, lat: row.lat } } : {}), ...(row.at ? { exifTakenAt: row.at.toISOString() } : {}) };
  }
}
