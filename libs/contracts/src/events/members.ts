import { MEMBER_KINDS } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, OneOf, Text } from '../fields.js';

/** 联合指挥成员: whom other units send to sit with the command (row 23). Their names stay in the table. */
@Event('command.member.joined', 'A joint member of another unit sits with the command from now on: listed, signs nothing, commands nobody.')
export class MemberJoined { @Id() memberId: string; @Area() zone: string; @OneOf(MEMBER_KINDS) kind: string; @Text(200) unit: string; @Id() by: string; @Instant() from: string }

@Event('command.member.left', 'A joint member sits with the command no longer.')
export class MemberLeft { @Id() memberId: string; @Area() zone: string; @OneOf(MEMBER_KINDS) kind: string; @Text(200) unit: string; @Id() by: string; @FreeText() reason: string; @Instant() until: string }
