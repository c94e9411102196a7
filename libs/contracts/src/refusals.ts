/** Every refusal of the system: stable slug → HTTP status and one sentence for people. Add here, never inline. */
export interface RefusalText { status: number; title: string; titleZh: string }
const r = (status: number, title: string, titleZh: string): RefusalText => ({ status, title, titleZh });

export const REFUSALS = {
  // the door
  'request.malformed': r(400, 'The request is malformed; see errors.', '请求格式不正确，详见 errors。'),
  'request.unknown-route': r(404, 'There is no such address.', '没有这个地址。'),
  'request.too-large': r(413, 'The body is over the size limit.', '内容超过大小上限。'),
  'request.media-type': r(415, 'This media type is not accepted here.', '不接受这种内容类型。'),
  'request.too-fast': r(429, 'Too many requests; wait as Retry-After says.', '请求过快，请按 Retry-After 等待。'),
  'session.required': r(401, 'Sign in first.', '请先登录。'),
  'session.expired': r(401, 'The session has ended; sign in again.', '会话已结束，请重新登录。'),
  'session.bad-credentials': r(401, 'User name or password is wrong.', '用户名或密码错误。'),
  'feed.bad-key': r(401, 'The feed key is not known.', '接入密钥无效。'),
  'access.role': r(403, 'Your role may not do this.', '您的角色无权进行此操作。'),
  'access.area': r(403, 'This lies outside your area.', '超出您的管辖区域。'),
  'access.grant-exceeds': r(403, 'You may not grant more than you hold.', '不能授予超出自己的权限。'),
  'same-person': r(403, 'Issuer and executor may not verify their own work.', '下达人、执行人不得核验自己的工作。'),
  'not-addressee': r(403, 'Only the holder or the recorded deputy may answer.', '只有责任人或登记的B角可以答复。'),
  'level.signer': r(403, 'You may not sign this level.', '您无权签署该响应等级。'),
  'unknown.id': r(404, 'There is no such item.', '没有这个对象。'),
  'state.conflict': r(409, 'Not allowed in the present state.', '当前状态不允许此操作。'),
  'level.same-signer': r(409, 'The same person cannot sign twice; a second signer is needed.', '同一人不能重复签署，需要第二签署人。'),
  'level.changed': r(409, 'The level was changed by someone else meanwhile.', '响应等级已被他人变更。'),
  'order.conflict': r(409, 'An order in force contradicts this one.', '与现行指令冲突。'),
  'idempotency.mismatch': r(422, 'The same Idempotency-Key was used with another body.', '同一幂等键携带了不同内容。'),
  'input.impossible': r(422, 'Well formed, but impossible; see errors.', '格式正确但内容不成立，详见 errors。'),
  'evidence.required': r(422, 'This measure needs a photo as evidence.', '该措施需要照片作为证据。'),
  'evidence.unknown': r(422, 'A named evidence file does not exist.', '所引用的证据文件不存在。'),
  'order.no-addressee': r(422, 'Nobody can receive this order.', '该指令无人可接收。'),
  'plan.unknown': r(422, 'There is no such published plan version.', '没有该已发布预案版本。'),
  'plan.gaps': r(422, 'The plan has gaps that are neither closed nor waived by name; see errors.', '预案仍有缺口，既未补齐也未具名豁免，详见 errors。'),
  'plan.same-person': r(403, 'Who wrote the plan may not approve it, and who approved it may not countersign it.', '编制人不得审批本人所编预案，审批人不得再会签。'),
  'plan.changed': r(409, 'The draft was changed by someone else since you read it.', '您读取之后草案已被他人修改。'),
  'area.unknown': r(422, 'There is no such area.', '没有该区域。'),
  'cap.invalid': r(422, 'The alert cannot be read safely or understood; it is kept in quarantine.', '预警无法安全解析或理解，已存入隔离区。'),
  'reply.too-large': r(422, 'The answer is too large; ask for a smaller page.', '结果过大，请缩小每页条数。'),
  'erasure.feed': r(422, 'What a feed sent lies in the intake\'s own spool and cannot be erased.', '接入源报文存于接收日志，不能抹除。'),
  'erasure.proof': r(422, 'This event proves the journal: head statements and erasures are never erased.', '该事件用于证明日志完整（链头声明、抹除记录），不能抹除。'),
  'picture.gone': r(410, 'That cursor is unknown or older than kept; start from the snapshot.', '游标未知或已过期，请从快照重新开始。'),
  'context.unreachable': r(503, 'The service is not running; nothing was changed.', '该服务未运行，未作任何更改。'),
  'context.timeout': r(504, 'The service did not answer in 5 seconds; it may still act. Repeat with the same Idempotency-Key.', '服务5秒内未答复，可能仍会执行；请用同一幂等键重试。'),
  'intake.disk': r(503, 'The alert could not be written to disk; post it again.', '预警无法写入磁盘，请重新推送。'),
  'internal': r(500, 'Something went wrong on our side; it is logged.', '系统内部错误，已记录。'),
} as const satisfies Record<string, RefusalText>;

export type RefusalCode = keyof typeof REFUSALS;
