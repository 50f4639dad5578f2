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

  'login.notExist': [211, 400, '还没有这个账号。'],
  'login.code': [40313, 400, '微信的登录凭据过期了，请再试一次。'],
  'login.blocked': [40314, 403, '微信认为这个账号现在有风险，暂时不能登录。'],
  'login.taken': [40315, 409, '这个微信已经有自己的账号了。'],
  'login.noWechat': [40316, 409, '请先用微信登录，再做这一步。'],
  'account.demo': [40317, 403, '演示身份大家共用，不能改也不能注销。'],

  'wechat.off': [40330, 409, '这里还没有接通微信。'],
  'wechat.down': [50301, 503, '微信那边暂时没有回应，请过一会儿再试。'],
  'wechat.code': [40331, 400, '微信给的凭据不对或已经用过，请再点一次。'],
  'wechat.group': [40332, 400, '微信给的群信息对不上，请从群里重新打开。'],
  'wechat.push': [40333, 403, '推送的签名不对。'],

  'content.risky': [40340, 422, '这段话没有通过微信的内容检查，请改一改再发。'],
  'content.riskyPicture': [40341, 422, '有图片没有通过微信的内容检查，请换一张。'],
  'content.unchecked': [40342, 503, '内容检查暂时用不了，写的都还在，请过一会儿再试。'],
  'content.review': [40343, 422, '这段话要人工看一看，不能直接更正。请换个说法，或者先撤回再重发。'],
  'content.unsure': [40348, 422, '微信拿不准这段话能不能公开，请换个说法再试。'],
  'content.pictures': [40347, 409, '图片还在检查，过一会儿再更正。'],
  'content.secondPerson': [40344, 403, '这条要由写它以外的人看过再放行。'],
  'content.waits': [40345, 409, '这条会在检查完以后自动发出，不用放行。须知晓的通知才能先放行。'],
  'content.notHeld': [40346, 409, '这条没有被留住，不用放行。'],

  'file.tooLarge': [40320, 413, '图片太大了，请选 10 MB 以内的。'],
  'file.notPicture': [40321, 415, '这不是能显示的图片，请换一张照片。'],
  'file.token': [40322, 403, '上传凭据不对或已经用过，请重新选择图片。'],
  'file.tooMany': [40324, 429, '今天传的图片太多了，请明天再传。'],
  'file.missing': [40323, 404, '找不到这张图片。'],

  'org.missing': [40400, 404, '找不到这个地方。'],
  'org.closed': [40401, 409, '这个社区还没有开通家门口。'],
  'org.movingDuringCampaign': [40402, 409, '这次活动里您已经有鸡蛋了，活动结束再过一天就能换社区。'],

  'org.erasedDuringCampaign': [40403, 409, '您注销过账号，那次活动结束以后就能加入社区。'],

  'group.missing': [40404, 404, '找不到这个群。'],
  'card.missing': [40405, 404, '找不到这张卡片。'],

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
  'campaign.missing': [40433, 404, '找不到这次活动，或者它和您的社区没有关系。'],
  'campaign.outside': [40432, 400, '有社区不在这个范围里，或还没有开通。'],

  'campaign.begun': [40434, 409, '活动已经开始，只能改领取的日子和地点。'],
  'campaign.step': [40435, 409, '这次活动现在的情况不能这样办，请刷新看看。'],
  'campaign.pickUps': [40436, 400, '领取安排里有没参加的社区，或者早于活动第一天。'],

  'merchant.missing': [40440, 404, '找不到这家店。'],
  'merchant.tooMany': [40441, 409, '您有几家店还在等社区签协议，签完再申请下一家。'],
  'merchant.step': [40442, 409, '这家店现在的情况不能这样办，请刷新看看。'],
  'merchant.own': [40443, 403, '自己的店要由别的工作人员来办。'],
  'merchant.signedFacts': [40444, 409, '店名和地址已经写进协议，要改请找社区工作人员。'],
  'merchant.agreementPast': [40445, 400, '协议的最后一天不能早于今天。'],
  'merchant.agreementDays': [40446, 400, '协议的第一天不对：要接着上一份，中间不空也不重。'],
  'merchant.agreementLong': [40447, 400, '协议最长三年。'],
  'merchant.year': [40454, 400, '好商家只选今年或去年的。'],
  'merchant.listMoved': [40448, 409, '服务清单又改过了，请看了新的再定。'],
  'merchant.moved': [40456, 409, '您看过以后这家店又改过了，请再看一遍再签。'],
  'merchant.notValid': [40449, 409, '这家店的共建徽章现在不在有效期里。'],
  'merchant.invite': [40450, 409, '邀请码不对，或已经用过、过了一天，请向社区再要一个。'],
  'merchant.kept': [40451, 409, '这家店已经由您管着了。'],
  'merchant.tooManyStickers': [40452, 409, '一次最多印三百张贴纸，请选小一点的范围。'],
  'merchant.wordMissing': [40453, 404, '找不到这条留言。'],

  'coupon.missing': [40460, 404, '找不到这张红卡。'],
  'coupon.past': [40461, 400, '红卡的最后一天不能早于今天，也不能超过一年。'],
  'coupon.notYet': [40462, 409, '这张红卡还没有开始发。'],
  'coupon.over': [40463, 409, '这张红卡已经不发了。'],
  'coupon.gone': [40464, 409, '这张红卡领完了。有人过期没用，就会空出来。'],
  'coupon.enough': [40465, 409, '这张红卡您已经领够了。'],
  'coupon.own': [40466, 403, '自己店里的红卡留给邻居，店主不能领。'],
  'coupon.code': [40467, 400, '红卡的码不对或已经换了，请让邻居打开红卡再看一次。'],
  'coupon.redeemed': [40468, 409, '这张红卡已经用过了。'],
  'coupon.expired': [40469, 409, '这张红卡过期了。'],
  'coupon.tries': [40470, 429, '错的次数太多了，请过 10 分钟再试。'],

  'service.gridMissing': [40480, 404, '找不到这个网格。'],
  'service.unitMissing': [40481, 404, '找不到这个单位。'],
  'service.tooMany': [40482, 409, '这里已经写了很多，请先删掉不用的。'],
  'service.invite': [40483, 409, '邀请码不对，或已经用过、过了一天，请再要一个。'],
  'service.dayPast': [40484, 400, '只能改今天和以后一年里的日子。'],

  'report.missing': [40490, 404, '找不到这件事。它只给反映的人和办事的人看。'],
  'report.step': [40491, 409, '这件事刚刚有了变化，不能这样办了，请再看一眼。'],
  'report.unanswered': [40492, 409, '请先答复居民，再做这一步。'],
  'report.late': [40493, 409, '已经过了答复的时间，不能再暂停。'],
  'report.rated': [40494, 409, '这件事您已经打过分了。'],
  'report.toPerson': [40495, 409, '居民说还没好的事，要交到一位同事手里。'],
  'report.worker': [40496, 404, '找不到这位同事。'],
  'report.homeless': [40497, 409, '请先选一个社区。'],
  'report.tooMany': [40498, 429, '今天反映的事已经很多了，请明天再说，急事请打电话。'],
  'report.promisePast': [40499, 400, '约定的时间要在现在之后，三十天以内。'],
  'report.notOpen': [40500, 409, '这件事只给社区看，不能一起跟进。'],
  'report.notAllowed': [40501, 409, '居民没有同意公开照片。'],
  'report.notReady': [40502, 409, '照片还没有通过检查，暂时不能公开。'],
  'report.secondPerson': [40504, 403, '办好的人不能自己记满意，请另一位同事来记。'],
  'report.elsewhere': [40505, 409, '这条通知是写给别处居民的，请当地的居民留言。'],
  'report.pauseLong': [40506, 400, '暂停要有个期限：从现在起，最长两天。'],
  'notice.notMustKnow': [40417, 409, '这条通知不用按“我已知晓”。'],
  'notice.elsewhere': [40418, 409, '这条通知是写给别处居民的，不用您按。'],

  'household.homeless': [40510, 409, '请先选一个社区。'],
  'household.missing': [40511, 404, '住户册里找不到这一户。'],
  'household.claim': [40512, 409, '这条登记有了变化，请刷新看看。'],
  'household.own': [40513, 403, '自己的登记要由另一位同事来确认。'],
  'household.known': [40514, 409, '住户册里已经有这个门牌了。'],
  'household.tooMany': [40515, 409, '住户册满了，请先去掉不用的。'],
  'household.file': [40516, 400, '这个文件读不懂，请在表格软件里另存一份再试。'],
  'household.columns': [40517, 400, '第一行要写列名，至少要有“楼栋”和“房号”。'],
  'household.noPhone': [40518, 404, '这一户没有留电话。'],
  'household.reminded': [40519, 409, '今天已经提醒过了，请明天再提醒。'],

  'diary.missing': [40530, 404, '找不到这条日记。'],

  'figures.elsewhere': [40535, 403, '这里的数字是给当地居民看的，请看您自己社区的。'],
  'figures.staff': [40536, 403, '街道、区和全市的数字，由那里的工作人员来看。'],

  'move.missing': [40540, 404, '找不到这笔记录。'],
  'move.own': [40541, 403, '签收要由送来的人以外的人来做。'],
  'move.signed': [40542, 409, '这笔记录已经签收了。'],
  'move.tooMany': [40543, 409, '社区现有的鸡蛋没有这么多，请再数一遍。'],
  'move.none': [40544, 409, '这一处现在没有差数，不用说明。'],

  'pickup.code': [40550, 400, '领蛋码不对，请让邻居打开页面再看一次。'],
  'pickup.old': [40551, 409, '这个码过了时间，可能是截图，请让邻居打开页面看新的。'],
  'pickup.used': [40552, 409, '这个码已经用过了，请等三十秒看新的码。'],
  'pickup.elsewhere': [40553, 409, '这是别的社区或别的活动的码，不能在这里领。'],
  'pickup.day': [40554, 409, '今天不是这里领鸡蛋的日子。'],
  'pickup.review': [40555, 409, '这个账号要先由社区看一看，看完就能领。'],
  'pickup.stopped': [40556, 409, '这个账号的鸡蛋暂时不能领，请找社区书记。'],
  'pickup.own': [40557, 403, '自己的、自己代领的鸡蛋，要由另一位同事来发。'],
  'pickup.none': [40558, 409, '没有可领的鸡蛋了。'],
  'pickup.fewer': [40559, 409, '可领的鸡蛋没有这么多。'],
  'pickup.undelivered': [40560, 409, '签收过的鸡蛋不够发，请先签收送来的鸡蛋。'],
  'pickup.ticket': [40561, 410, '隔得太久了，请再扫一次码。'],
  'pickup.missing': [40562, 404, '这次活动里找不到这位居民。'],
  'pickup.phone': [40563, 409, '请先绑定手机号，再来领鸡蛋。'],
  'pickup.deliverer': [40564, 403, '送鸡蛋来的人不能在这里发，请另一位同事来发。'],
  'pickup.second': [40565, 403, '要由另一位同事来确认。'],
  'pickup.decided': [40566, 409, '这一笔已经有人定过了。'],
  'pickup.tries': [40567, 429, '错的次数太多了，请过 10 分钟再试。'],
  'proxy.key': [40570, 409, '这八个数字不对，或已经用过、过了一天，请邻居再要一次。'],
  'proxy.full': [40571, 409, '一个人最多帮三位邻居代领。'],
  'proxy.named': [40572, 409, '代领的人已经定过了，这次活动不能再换。'],
  'proxy.own': [40573, 409, '自己的鸡蛋自己领，不用代领。'],
  'flag.missing': [40575, 404, '找不到这一条。'],
  'correction.missing': [40576, 404, '找不到这一笔更正。'],
  'correction.own': [40577, 403, '更正要由另一位同事来定，也不能改自己的鸡蛋。'],
  'correction.decided': [40578, 409, '这一笔更正已经定过了。'],
  'correction.cannot': [40579, 409, '这一天的鸡蛋不能这样改，请看看它现在的情况。'],

  'report.own': [40503, 409, '这件事是您自己提的。'],

  'print.down': [50302, 503, '贴纸这会儿印不出来，请过一会儿再试。'],
  'print.address': [40455, 409, '还没有设置对外的网址，印出来的码扫不开，请告诉技术人员。'],

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
