/**
 * Every expected no: its stable name → [code on the wire, HTTP status, the sentence a person reads].
 * A refusal changes nothing. Codes from 40000 are ours; the smaller ones are LeanCloud's own, which its SDK knows.
 * The sentence says what happened and what comes next, to one person.
 */
export const refusals = {
  'session.required': [211, 401, '请先登录，再试一次。'],
  'wire.unknownFunction': [1, 404, '没有这个功能，请更新小程序后再试。'],
  'wire.unknownPath': [119, 404, '没有这个地址。'],
  'wire.notJson': [107, 400, '发来的内容读不懂，请再试一次。'],
  'wire.tooLarge': [40013, 413, '发来的内容太大了。'],
  'wire.app': [40014, 401, '应用编号不对。'],

  'input.invalid': [40000, 400, '填写的内容不对，请检查一下。'],
  'input.idReused': [40001, 409, '这个操作编号已经用在别的内容上了，请重新提交。'],
  'role.missing': [40300, 403, '这件事要由负责这里的工作人员来做。'],

  'login.demoOff': [40310, 403, '演示身份只在演示时能用。'],
  'login.unknown': [40311, 400, '这种登录方式还不支持。'],
  'login.wechatOff': [40312, 501, '微信登录还没有接通。'],

  'file.tooLarge': [40320, 413, '图片太大了，请选 10 MB 以内的。'],
  'file.notPicture': [40321, 415, '这不是能显示的图片，请换一张照片。'],
  'file.token': [40322, 403, '上传凭据不对或已经用过，请重新选择图片。'],
  'file.tooMany': [40324, 429, '今天传的图片太多了，请明天再传。'],
  'file.missing': [40323, 404, '找不到这张图片。'],

  'org.missing': [40400, 404, '找不到这个地方。'],
  'org.closed': [40401, 409, '这个社区还没有开通家门口。'],
  'org.movingDuringCampaign': [40402, 409, '这次活动里您已经有鸡蛋了，活动结束再过一天就能换社区。'],

  'notice.missing': [40410, 404, '找不到这条通知。'],
  'notice.withdrawn': [40411, 409, '这条通知已经撤回了。'],
  'notice.notDraft': [40412, 409, '这条通知已经发布，要改请用更正。'],
  'notice.notPublished': [40413, 409, '这条通知还没有发布。'],
  'notice.moved': [40414, 409, '草稿不能换发布范围，请另写一条。'],
  'notice.past': [40415, 400, '发布时间要在现在之后。'],
  'notice.farAhead': [40416, 400, '最多提前九十天定时发布。'],

  'ticket.forged': [40420, 400, '阅读凭据不对，请重新打开通知。'],
  'ticket.foreign': [40421, 403, '这张阅读凭据是别人的，请自己打开通知。'],
  'ticket.early': [40422, 409, '再看一会儿，看完就记上。'],
  'ticket.expired': [40423, 410, '打开得太久了，请重新打开通知。'],

  'campaign.overlaps': [40430, 409, '有社区在这些天里已经有别的活动。'],
  'campaign.past': [40431, 400, '活动要从今天或以后开始。'],
  'campaign.outside': [40432, 400, '有社区不在这个范围里，或还没有开通。'],

  busy: [50300, 503, '现在人很多，请稍等一下再试。'],
  /** Not a refusal but a bug of ours: the one calm sentence a person gets, while the cause is logged with its request id. */
  fault: [50000, 500, '出了点问题，我们已经记下，请稍后再试。'],
} as const satisfies Record<string, readonly [code: number, status: number, says: string]>;

export type RefusalCode = keyof typeof refusals;

/**
 * What a refusal carries on the wire besides LeanCloud's `code` and `error`. `fields` names what to mend, in words;
 * `retryAfter` is how many seconds a busy cloud asks for, as its header says: the SDK shows its callers no headers.
 */
export interface RefusalDetails {
  refusal: RefusalCode;
  requestId: string;
  fields?: Record<string, string>;
  retryAfter?: number;
}
