import { COLOURS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Areas, FreeText, Flag, Id, Instant, ListOf, OneOf, Optional, Sha256, Text } from '../fields.js';

/** `sender,identifier,sent` of an earlier message. */
export class AlertReference {
  @Text(300) sender: string;
  @Text(300) identifier: string;
  @Instant() sent: string;
}

/** Something the intake noticed and accepted all the same. */
export class IntakeWarning {
  @Text(80) reason: string;
  @Text(400, 0) path: string;
  @Text(600, 0) message: string;
}

/** All info blocks of one hazard of one alert, taken together. */
export class Signal {
  /** Hazard code of the source's mapping table, `RAINSTORM` for 暴雨. */
  @Text(60) hazard: string;
  @OneOf(COLOURS) colour: string;
  /** Deepest full codes the geometry or geocodes resolve to, sorted; empty where nothing lies in the zone. */
  @Areas() areas: string[];
  /** The issued area as the issuer named it: part of the key of a warning. */
  @Text(2000, 0) issuedArea: string;
  @Text(400) headline: string;
  @Optional() @FreeText(8000) description?: string;
  @Optional() @Instant() onset?: string;
  @Instant() expires: string;
  /** True where the message had no expires and the configured default was taken. */
  @Flag() expiresDefaulted: boolean;
}

@Event('feed.alert.received', 'A CAP alert was accepted by the intake and is on disk.')
export class AlertReceived {
  @Id() alertId: string;
  /** sha-256 of the original bytes. */
  @Sha256() digest: string;
  @Text(20) dialect: string;
  @Text(300) sender: string;
  @Text(300) identifier: string;
  @Text(300) issuer: string;
  @Instant() sent: string;
  @Instant() receivedAt: string;
  @OneOf(['Actual', 'Exercise', 'System', 'Test', 'Draft']) status: string;
  @OneOf(['Alert', 'Update', 'Cancel', 'Ack', 'Error']) msgType: string;
  @ListOf(() => AlertReference, 500) references: AlertReference[];
  @ListOf(() => Signal, 50) signals: Signal[];
  /** False where every area lies outside the zone: kept, opens nothing. */
  @Flag() ours: boolean;
  @ListOf(() => IntakeWarning, 500) warnings: IntakeWarning[];
  @Text(80) feed: string;
}

@Event('feed.alert.quarantined', 'An alert was refused; its bytes are kept and, where status is Actual, it is put before the duty officer.')
export class AlertQuarantined {
  @Id() quarantineId: string;
  @Sha256() digest: string;
  @Text(80) reason: string;
  @Text(400, 0) path: string;
  @Text(600, 0) message: string;
  /** Status as far as it could be read. */
  @OneOf(['Actual', 'Exercise', 'System', 'Test', 'Draft', 'unknown']) status: string;
  @Instant() receivedAt: string;
  @Text(80) feed: string;
  @Area() area: string;
}
