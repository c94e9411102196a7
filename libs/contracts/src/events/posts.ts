import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, Optional } from '../fields.js';

@Event('grid.post.closed', 'A duty seat is no more from now; who held it stays on record.')
export class PostClosed { @Id() postId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() validTo: string }

@Event('grid.post.hold-planned', 'Who is to hold a post from a coming instant; neither means vacant. `grid.post.held` says when it is so.')
export class HoldPlanned { @Id() postId: string; @Area() area: string; @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Instant() from: string; @Id() by: string }

@Event('grid.post.hold-withdrawn', 'A planned change of holder was taken back before it took effect.')
export class HoldWithdrawn { @Id() postId: string; @Area() area: string; @Instant() from: string; @Id() by: string }
