import { sql, type Insertable } from 'kysely';
import { holderOf } from '../cloud/eggs/holders';
import { TICKET_MS, writeTicket } from '../cloud/eggs/picking';
import { addDays, shanghaiDay } from '../cloud/kit/clock';
import { newId, randomName } from '../cloud/kit/ids';
import { stepAt } from '../cloud/kit/code';
import { createSeal } from '../cloud/kit/seal';
import { sharedSecret } from '../cloud/kit/secret';
import type { Tables } from '../cloud/kit/tables';
import type { Contract, Input, Procedure, Who } from '../types';
import type { ReportState } from '../types/reports';
import type { MerchantFile } from '../types/shops';
import { roles, type Role } from '../types/org';
import { ask, procedures } from './kit/procedures';
import { FANGYUAN, switchOn, YANJIANG } from './kit/acts';
import { campaignIn, codesOf, eggOf, givePhone, lay, movedIn, openTable, type Table } from './kit/eggs';
import { base64, claimed, doorOf } from './kit/households';
import { agreementOf, applicationOf, couponOf, haircut, openShop, pictureOf, signerOf, tokenOf } from './kit/shops';
import { clientId, draftOf, DWELL_MS, JIANGPAN, XIAOHONG } from './kit/town';
import { openWechatTown, SEAL_KEY, type Visitor, type WechatTown } from './kit/wechatTown';

/**
 * Who is allowed what, derived from nothing but the contract's `who`. Each procedure is asked by nobody, by a resident,
 * and by every role held at the place in question, above it, beside it and below it.
 */
let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
  town.standIn.judge('请人看看', 'review');
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

const STREET = JIANGPAN.slice(0, 9);

/** A place, how an input names it, and where roles are held as seen from it. */
interface Place {
  address: { communityCode: string } | { nodeCode: string };
  held: Record<string, string>;
}
const places: Record<string, Place> = {
  'a community': {
    address: { communityCode: JIANGPAN },
    held: { 'at it': JIANGPAN, 'above it': '2301', 'beside it': XIAOHONG },
  },
  'a street': {
    address: { nodeCode: STREET },
    held: { 'at it': STREET, 'above it': STREET.slice(0, 6), 'beside it': '230104004', 'below it': JIANGPAN },
  },
};
const holding = ['at it', 'above it'];

/** What a sample may use: the place, a notice and a held notice of it, a group that came there, the caller's own reading ticket and WeChat. */
interface Ask {
  address: Place['address'];
  openid: string;
  notice(): Promise<string>;
  heldNotice(): Promise<string>;
  group(): Promise<string>;
  ticket(noticeId: string): Promise<string>;
  caller: string;
  /** A community at the place, or below it. */
  community: string;
  /** A shop of that community; the caller's own where its keeper may do it. */
  shop(given?: Parameters<typeof openShop>[1]): Promise<MerchantFile>;
  /** A report of that community, where it stands; the caller's own where its reporter may do it. @returns its id */
  report(state?: ReportState, more?: Partial<Insertable<Tables['report']>>): Promise<string>;
  /** A picture of the caller's. */
  picture(): Promise<string>;
  /** A campaign that was made at the place. @returns its id */
  campaign(given?: Partial<Parameters<typeof campaignIn>[1]>): Promise<string>;
  /** A campaign in that community, as an input names the two. */
  eggs(given?: Partial<Parameters<typeof campaignIn>[1]>): Promise<{ campaignId: string; communityCode: string }>;
}
type Sample<P> = P extends Procedure ? (ask: Ask) => Input<P> | Promise<Input<P>> : never;
type Samples = { [F in keyof Contract]: { [V in keyof Contract[F]]: Sample<Contract[F][V]> } };

let campaigns = 0;
/** Campaigns may not overlap, so each one has a day of its own. */
const dayOfItsOwn = () => new Date(Date.UTC(2027, 0, ++campaigns)).toISOString().slice(0, 10);

/** One valid input for every procedure: refused, it can only be for the caller's lack of rights. */
const samples: Samples = {
  session: {
    me: () => ({}),
    givePhone: ({ openid }) => ({ code: town.standIn.phoneCode(openid, '13800001234') }),
    dropPhone: () => ({}),
    mine: () => ({}),
    erase: () => ({ sure: true }),
    end: () => ({}),
  },
  org: { find: () => ({ q: '江畔' }), join: () => ({ communityCode: XIAOHONG }) },
  notices: {
    list: () => ({ communityCode: JIANGPAN }),
    open: async ({ notice }) => ({ noticeId: await notice() }),
    credit: async ({ notice, ticket }) => ({ readTicket: await ticket(await notice()) }),
    draft: ({ address }) => ({ ...draftOf({ communityCode: undefined }), ...address }),
    publish: ({ address }) => ({ ...draftOf({ communityCode: undefined }), ...address }),
    correct: async ({ notice }) => ({
      ...{ clientId: clientId(), noticeId: await notice(), note: '时间写错了' },
      ...{ kind: 'notice', title: '周五上午停水', body: '改在周五。' },
    }),
    withdraw: async ({ notice }) => ({ noticeId: await notice(), reason: '发错了' }),
    release: async ({ heldNotice }) => ({ noticeId: await heldNotice(), reason: '看过了，没有问题' }),
    waiting: ({ address }) => address,
    pin: async ({ notice }) => ({ noticeId: await notice(), pinned: true }),
    show: async ({ notice }) => ({ noticeId: await notice() }),
    versions: async ({ notice }) => ({ noticeId: await notice() }),
    desk: ({ address }) => address,
    figures: async ({ notice }) => ({ noticeId: await notice() }),
  },
  eggs: {
    createCampaign: ({ address }) => {
      const day = dayOfItsOwn();
      const nodeCode = 'nodeCode' in address ? address.nodeCode : address.communityCode;
      return {
        ...{ clientId: clientId(), nodeCode, name: '读通知领鸡蛋', firstDay: day, lastDay: day, cap: 1 },
        communities: [{ code: JIANGPAN }],
      };
    },
    calendar: () => ({}),
    receipt: async () => ({ campaignId: await anyCampaign(), day: '2026-10-01' }),
    heads: async () => ({ campaignId: await anyCampaign() }),
    closes: async () => ({ campaignId: await anyCampaign(), communityCode: JIANGPAN }),
    changeCampaign: async ({ campaign }) => {
      const day = dayOfItsOwn();
      const plan = { name: '读通知领鸡蛋', firstDay: day, lastDay: day, cap: 1, communities: [{ code: JIANGPAN }] };
      return { clientId: clientId(), campaignId: await campaign({ first: 3 }), ...plan };
    },
    setPickUps: async ({ campaign }) => ({
      ...{ clientId: clientId(), campaignId: await campaign(), reserve: 3 },
      pickUps: [{ day: '2027-01-01', hours: '上午', at: '社区居委会' }],
    }),
    pauseCampaign: async ({ campaign }) => ({
      ...{ clientId: clientId(), campaignId: await campaign(), reason: '鸡蛋还没有到' },
    }),
    resumeCampaign: async ({ campaign }) => ({
      ...{ clientId: clientId(), campaignId: await campaign({ stopped: 'paused' }) },
    }),
    endCampaign: async ({ campaign }) => ({
      ...{ clientId: clientId(), campaignId: await campaign(), reason: '提前结束' },
    }),
    campaigns: ({ address }) => address,
    campaign: async ({ campaign }) => ({ campaignId: await campaign() }),
    variance: async ({ campaign }) => ({ campaignId: await campaign() }),
    manifest: async ({ eggs }) => await eggs(),
    sheet: async ({ eggs }) => ({ ...(await eggs()), as: 'csv' as const }),
    sheets: async ({ campaign }) => ({ campaignId: await campaign(), as: 'pdf' as const }),
    bring: async ({ eggs }) => ({ clientId: clientId(), ...(await eggs()), count: 30 }),
    takeOut: async ({ eggs }) => ({
      ...{ clientId: clientId(), ...(await eggs({ delivered: 9 })), kind: 'returned' as const, count: 3 },
    }),
    signDelivery: async ({ eggs }) => {
      const { communityCode, campaignId } = await eggs();
      return {
        clientId: clientId(),
        communityCode,
        moveId: await movedIn(town, communityCode, campaignId),
        counted: 20,
      };
    },
    signReturn: async ({ eggs }) => {
      const { communityCode, campaignId } = await eggs({ delivered: 9 });
      const moveId = await movedIn(town, communityCode, campaignId, { kind: 'returned', said: 9 });
      return { clientId: clientId(), communityCode, moveId, counted: 9 };
    },
    dropMove: async ({ eggs, caller }) => {
      const { communityCode, campaignId } = await eggs();
      const moveId = await movedIn(town, communityCode, campaignId, { by_id: caller });
      return { clientId: clientId(), communityCode, moveId };
    },
    explain: async ({ eggs }) => ({
      ...{ clientId: clientId(), ...(await eggs({ laid: 5 })), about: 'short' as const, note: '明天再送来' },
    }),
    corrections: async () => ({ campaignId: await anyCampaign() }),
    correctionsAsked: async ({ eggs }) => await eggs(),
    askCorrection: async ({ eggs }) => ({
      ...{ clientId: clientId(), ...(await withEgg(await eggs())) },
      ...{ kind: 'unlay' as const, day: shanghaiDay(town.clock.now()), reason: '不是本人读的' },
    }),
    decideCorrection: async ({ eggs }) => {
      const there = await withEgg(await eggs());
      const asked = { kind: 'unlay' as const, day: shanghaiDay(town.clock.now()), reason: '不是本人读的' };
      const { correction } = await town.as('editor').eggs.askCorrection({ clientId: clientId(), ...there, ...asked });
      return {
        ...{ clientId: clientId(), communityCode: there.communityCode, correctionId: correction.id, agree: true },
      };
    },
    pickUp: async ({ community }) => ({ campaignId: (await tableIn(community)).there.campaignId }),
    pickUpCode: async ({ community, caller }) => withEggs(caller, community),
    nameProxy: async ({ community, caller }) => ({ clientId: clientId(), ...(await withEggs(caller, community)) }),
    dropProxy: async ({ community, caller }) => ({ clientId: clientId(), ...(await withEggs(caller, community)) }),
    beProxy: async ({ community }) => {
      const { there, one } = await comer(community);
      const asked = { clientId: clientId(), campaignId: there.campaignId };
      return { clientId: clientId(), key: (await one.call.eggs.nameProxy(asked)).key };
    },
    readCode: async ({ community }) => {
      const { there, code } = await comer(community);
      return { ...there, code };
    },
    hand: async ({ community, caller }) => {
      const { there, number } = await comer(community);
      return { clientId: clientId(), ...there, ticket: await ticketFor(caller, there, number), count: 1 };
    },
    findHolder: async ({ community }) => {
      const { there, number } = await comer(community);
      return { ...there, number };
    },
    handByList: async ({ community }) => {
      const { there, number } = await comer(community);
      return { clientId: clientId(), ...there, number, count: 1 };
    },
    confirmHanding: async ({ community }) => {
      const { there, number, staff } = await comer(community);
      const { handing } = await staff.call.eggs.handByList({ clientId: clientId(), ...there, number, count: 1 });
      return { clientId: clientId(), ...there, handingId: handing.id, agree: true };
    },
    handings: async ({ community }) => (await tableIn(community)).there,
    deskList: async ({ community }) => (await tableIn(community)).there,
    mergeDesk: async ({ community }) => {
      const { there, code } = await comer(community);
      const handing = { clientId: clientId(), code, count: 1, at: town.clock.now().toISOString() };
      return { clientId: clientId(), ...there, handings: [handing] };
    },
    flags: async ({ community }) => (await tableIn(community)).there,
    decideFlag: async ({ community }) => {
      const flagId = await flagIn(await comer(community));
      return { clientId: clientId(), communityCode: community, flagId, verdict: 'fine', reason: '看过了，是本人' };
    },
  },
  shares: {
    card: async ({ notice }) => ({ noticeId: await notice() }),
    entered: async ({ openid, notice }) => ({
      ...town.standIn.groupData(openid, 'tGmatrix'),
      ...{ scene: 1044, card: (await town.as('resident-1').shares.card({ noticeId: await notice() })).card },
    }),
    groups: async ({ notice }) => ({ noticeId: await notice() }),
    nameGroup: async ({ address, group }) => ({ ...address, groupId: await group(), name: '三号楼邻居群' }),
  },
  codes: {
    community: ({ address }) => ({
      communityCode: 'nodeCode' in address ? FANGYUAN : address.communityCode,
      at: 'door' as const,
    }),
    notice: async ({ notice }) => ({ noticeId: await notice(), at: 'newspaper' as const }),
  },
  merchants: {
    apply: async ({ community, picture }) => applicationOf(await picture(), { communityCode: community }),
    enter: async ({ community, picture }) => applicationOf(await picture(), { communityCode: community }),
    amend: async ({ shop, picture }) => {
      const { merchant } = await shop({ agreement: null });
      const { communityCode: _, ...content } = applicationOf(await picture());
      return { ...content, merchantId: merchant.id };
    },
    sign: async ({ shop }) => await agreementOf(town, (await shop({ agreement: null })).merchant.id),
    decline: async ({ shop }) => ({ ...about(await shop({ agreement: null })), reason: '材料不全' }),
    renew: async ({ shop }) => {
      const {
        firstDay: _,
        seen: _seen,
        ...more
      } = await agreementOf(town, (await shop()).merchant.id, { lastDay: '2028-09-30' });
      return more;
    },
    suspend: async ({ shop }) => ({ ...about(await shop()), reason: '正在整改' }),
    resume: async ({ shop }) => {
      const file = await shop();
      await town.db.updateTable('merchant').set({ standing: 'suspended' }).where('id', '=', file.merchant.id).execute();
      return { ...about(file), reason: '整改好了' };
    },
    revoke: async ({ shop }) => ({ ...about(await shop()), reason: '搬走了' }),
    updateServices: async ({ shop }) => ({ clientId: clientId(), ...about(await shop()), items: [haircut] }),
    settleServices: async ({ shop }) => {
      const file = await shop();
      await town.db.insertInto('service_list').values(waitingListOf(file)).execute();
      return { ...about(file), version: 1, agree: true };
    },
    serviceVersions: async ({ shop }) => about(await shop()),
    list: () => ({ q: '修鞋' }),
    show: async ({ shop }) => about(await shop()),
    file: async ({ shop }) => about(await shop()),
    mine: () => ({}),
    desk: ({ address }) => address,
    verify: async ({ shop }) => ({ token: tokenOf(await shop(WITH_BADGE)) }),
    visits: async ({ shop }) => about(await shop()),
    sticker: async ({ shop }) => about(await shop(WITH_BADGE)),
    stickers: async ({ shop, community }) => {
      await shop(WITH_BADGE);
      return { communityCode: community };
    },
    reissue: async ({ shop }) => ({ clientId: clientId(), ...about(await shop()), reason: '贴纸刮坏了' }),
    invite: async ({ shop }) => about(await shop()),
    keep: async ({ shop }) => {
      const { merchant } = await shop();
      const { code } = await (await signerOf(town)).call.merchants.invite({ merchantId: merchant.id });
      return { code };
    },
    helpful: async ({ shop }) => ({ ...about(await shop()), helpful: true }),
    tell: async ({ shop }) => ({ clientId: clientId(), ...about(await shop()), words: '修得又快又好' }),
    told: ({ address }) => address,
    hear: async ({ shop }) => {
      const file = await shop();
      const at = about(file);
      await town.as('resident-1').merchants.tell({ clientId: clientId(), ...at, words: '修得又快又好' });
      const { words } = await (await signerOf(town)).call.merchants.told({ communityCode: file.merchant.place.code });
      return { ...at, wordId: words.find((word) => word.merchant.id === at.merchantId)?.id ?? '', note: '已经转告' };
    },
    choose: async ({ shop }) => ({ ...about(await shop()), year: 2026, reason: '天天有人夸' }),
  },
  coupons: {
    issue: async ({ shop }) => couponOf(town, (await shop()).merchant.id),
    stop: async ({ shop }) => {
      const file = await shop();
      return { ...about(file), couponId: await couponIn(file) };
    },
    list: async ({ shop }) => about(await shop()),
    claim: async ({ shop }) => {
      const file = await shop();
      const keeper_id = (await signerOf(town)).id;
      await town.db.updateTable('merchant').set({ keeper_id }).where('id', '=', file.merchant.id).execute();
      return { clientId: clientId(), couponId: await couponIn(file) };
    },
    mine: () => ({}),
    code: async ({ shop, caller }) => ({ claimId: (await claimIn(await shop(), caller)).id }),
    redeem: async ({ shop }) => {
      const file = await shop();
      const neighbour = await town.person();
      const claim = await claimIn(file, neighbour.id);
      const { codes } = await neighbour.call.coupons.code({ claimId: claim.id });
      return { clientId: clientId(), ...about(file), code: codes[0] ?? '' };
    },
    issued: async ({ shop }) => about(await shop()),
  },
  service: {
    hours: ({ community }) => ({ communityCode: community }),
    setHours: ({ community }) => ({ communityCode: community, workdays: [], restdays: [] }),
    setDay: ({ community }) => ({ communityCode: community, day: tomorrow(), windows: [], why: '停电' }),
    dropDay: ({ community }) => ({ communityCode: community, day: tomorrow() }),
    grids: ({ community }) => ({ communityCode: community }),
    setGrid: async ({ community }) => ({
      ...{ clientId: clientId(), communityCode: community, name: '一号网格' },
      gridId: await gridIn(community),
    }),
    dropGrid: async ({ community }) => ({ communityCode: community, gridId: await gridIn(community) }),
    workers: ({ community }) => ({ communityCode: community }),
    serve: async ({ community }) => ({ communityCode: community, gridIds: [await gridIn(community)] }),
    templates: ({ community }) => ({ communityCode: community }),
    setTemplates: ({ community }) => ({ communityCode: community, templates: ['收到'] }),
    units: ({ community }) => ({ communityCode: community }),
    setUnit: async ({ address }) => ({
      ...{ clientId: clientId(), name: '供水', what: '停水' },
      ...(await unitAt(address)),
    }),
    dropUnit: ({ address }) => unitAt(address),
    inviteUnit: ({ address }) => unitAt(address),
    members: ({ address }) => unitAt(address),
    dropMember: async ({ address }) => ({ ...(await unitAt(address)), memberId: '1' }),
    leaveUnit: async ({ address }) => ({ unitId: (await unitAt(address)).unitId }),
    joinUnit: async ({ address }) => ({
      code: (await (await signerOf(town)).call.service.inviteUnit(await unitAt(address))).code,
    }),
  },
  reports: {
    export: ({ address }) => ({ ...address, firstDay: '2026-10-01', lastDay: '2026-10-02', as: 'csv' }),
    near: ({ community }) => ({ communityCode: community, text: '楼道灯' }),
    file: ({ community }) => ({ ...wrote(), communityCode: community }),
    enter: ({ community }) => ({ ...wrote(), communityCode: community, way: 'visit' }),
    caller: async ({ report }) => ({ reportId: await report() }),
    comment: async ({ community }) => ({ ...wrote(), noticeId: await noticeIn(community) }),
    comments: async ({ notice }) => ({ noticeId: await notice() }),
    show: async ({ report, caller }) => ({ reportId: await report('waiting', { reporter_id: caller }) }),
    mine: () => ({}),
    join: async ({ report, caller, community }) => {
      await livesIn(caller, community);
      return { reportId: await report() };
    },
    leave: async ({ report }) => ({ reportId: await report() }),
    inbox: ({ address }) => address,
    handling: () => ({}),
    counts: () => ({}),
    reply: async ({ report }) => ({ ...wrote(), reportId: await report() }),
    replyAll: async ({ report, community }) => ({
      ...{ ...wrote(), communityCode: community, reportIds: [await report()] },
    }),
    claim: async ({ report }) => ({ reportId: await report() }),
    dispatch: async ({ report }) => ({ clientId: clientId(), reportId: await report() }),
    pause: async ({ report }) => ({ reportId: await report(), reason: '正在问物业' }),
    resume: async ({ report }) => ({
      reportId: await report('waiting', {
        ...{ paused_at: town.clock.now(), paused_until: new Date(town.clock.now().getTime() + 3_600_000) },
        paused_reason: '正在问物业',
      }),
    }),
    refer: async ({ report, address }) => ({
      ...{ ...wrote(), reportId: await report(), unitId: (await unitAt(address)).unitId },
    }),
    contact: async ({ report }) => ({ ...wrote(), reportId: await report() }),
    whistle: async ({ report }) => ({ ...wrote(), reportId: await report('working') }),
    assign: async ({ report, address }) => ({
      ...{ clientId: clientId(), reportId: await report('whistled'), hours: 24 },
      lead: (await unitAt(address)).unitId,
    }),
    handle: async ({ report, address, community, caller }) => {
      const reportId = await report('whistled');
      const { nodeCode, unitId } = await unitAt(address);
      const member = { community_id: nodeCode, unit_id: unitId, person_id: caller, since: town.clock.now() };
      await town.db.insertInto('unit_member').values(member).execute();
      const partId = await partOf(community, reportId, { unit_place: nodeCode, unit_id: unitId });
      return { ...wrote(), reportId, partId, done: true };
    },
    close: async ({ report, picture }) => ({
      ...{ ...wrote(), reportId: await report('working'), pictures: [await picture()] },
    }),
    agree: async ({ report }) => ({ reportId: await report('closing') }),
    object: async ({ report }) => ({ ...wrote(), reportId: await report('closing') }),
    heard: async ({ report }) => ({
      ...{ ...wrote(), agreed: true },
      reportId: await report('closing', { way: 'phone', reporter_id: null }),
    }),
    rate: async ({ report }) => ({ reportId: await report('closed'), score: 9 }),
    withdraw: async ({ report, caller }) => ({ reportId: await report('waiting', { reporter_id: caller }) }),
    allow: async ({ report }) => ({ reportId: await report(), mayPublish: true }),
    publish: async ({ report }) => ({
      ...{ ...wrote(), title: '换好了' },
      reportId: await report('closed', { may_publish: true }),
    }),
    unpublish: async ({ report, community }) => {
      const reportId = await report('closed');
      const shown = { title: '换好了', words: '换了灯', before: null, after: null, shown_by: '1' };
      await town.db
        .insertInto('report_shown')
        .values({ community_id: community, report_id: reportId, ...shown, shown_at: town.clock.now() })
        .execute();
      return { reportId };
    },
    published: ({ community }) => ({ communityCode: community }),
  },
  desk: { now: () => ({}) },
  diary: {
    keep: ({ community }) => ({ ...wrote(), communityCode: community }),
    list: () => ({}),
    change: async ({ caller, community }) => ({ noteId: await noteOf(caller, community), text: '又去看了' }),
    drop: async ({ caller, community }) => ({ noteId: await noteOf(caller, community) }),
    raised: async ({ report, caller, community }) => ({
      noteId: await noteOf(caller, community),
      reportId: await report('waiting', { filed_by: caller, way: 'walk' }),
    }),
  },
  households: {
    mine: () => ({}),
    join: async ({ community, caller }) => {
      await livesIn(caller, community);
      return doorOf('501');
    },
    leave: () => ({}),
    acknowledged: async ({ notice }) => ({ noticeId: await notice() }),
    acknowledge: async ({ community, caller }) => {
      await livesIn(caller, community);
      return { noticeId: await noticeIn(community, { mustKnow: true }) };
    },
    list: ({ community }) => ({ communityCode: community }),
    claims: ({ community }) => ({ communityCode: community }),
    confirm: async ({ community }) => ({ communityCode: community, claimId: await claimOfDoor(community) }),
    decline: async ({ community }) => ({
      ...{ communityCode: community, claimId: await claimOfDoor(community), reason: '不住这里' },
    }),
    set: async ({ community }) => ({
      ...{ clientId: clientId(), communityCode: community, ...doorOf(newId(town.clock.now())) },
      householdId: await householdIn(community),
    }),
    drop: async ({ community }) => ({ communityCode: community, householdId: await householdIn(community) }),
    renew: async ({ community }) => ({ communityCode: community, householdId: await householdIn(community) }),
    check: ({ community }) => ({ communityCode: community, file: TABLE }),
    import: ({ community }) => ({ clientId: clientId(), communityCode: community, file: TABLE }),
    boards: ({ community }) => ({ communityCode: community }),
    board: async ({ community }) => ({
      ...{ communityCode: community, noticeId: await noticeIn(community, { mustKnow: true }) },
    }),
    stops: async ({ community }) => ({
      ...{ communityCode: community, noticeId: await noticeIn(community, { mustKnow: true }) },
    }),
    told: async ({ community }) => ({
      ...{ clientId: clientId(), communityCode: community, noticeId: await noticeIn(community, { mustKnow: true }) },
      ...{ householdId: await householdIn(community), how: 'door', outcome: 'told' },
    }),
    phone: async ({ community }) => ({ communityCode: community, householdId: await householdIn(community) }),
    remind: async ({ community }) => ({
      ...{ communityCode: community, noticeId: await noticeIn(community, { mustKnow: true }) },
    }),
  },
  figures: {
    community: ({ community }) => ({ communityCode: community, by: 'week' }),
    table: ({ community }) => ({ communityCode: community, by: 'month', as: 'csv' }),
  },
  messages: { offers: () => ({}), consent: () => ({ clientId: clientId(), accepted: ['notice'] }) },
};

const wrote = () => ({ clientId: clientId(), text: '楼道灯坏了' });

const tables = new Map<string, Promise<Table>>();
/** Where eggs are handed out today in that community. */
function tableIn(at: string): Promise<Table> {
  const key = `${at} ${shanghaiDay(town.clock.now())}`;
  return tables.get(key) ?? tables.set(key, openTable(town, { at, eggs: 10_000 })).get(key)!;
}

/** Somebody who has eggs in that community, and a phone. */
async function withEggs(person: string, community: string): Promise<{ campaignId: string }> {
  const table = await tableIn(community);
  const { campaignId } = table.there;
  const has = town.db.selectFrom('egg').select('day').where('campaign_id', '=', campaignId);
  if (!(await has.where('person_id', '=', person).executeTakeFirst())) await lay(town, table, person, 1);
  await givePhone(town, person, '13800001234', SEAL_KEY);
  return { campaignId };
}

/** A neighbour who has come for their eggs in that community. */
async function comer(community: string) {
  const one = await town.person({ home: community });
  await withEggs(one.id, community);
  const table = await tableIn(community);
  const { number, codes } = await codesOf(one, table);
  return { ...table, one, number, code: codes[0] ?? '' };
}

/** What somebody of the staff would have been given for a code that they read now. */
async function ticketFor(staff: string, { campaignId, communityCode }: Table['there'], number: number) {
  const there = { campaign_id: campaignId, community_id: communityCode };
  const now = town.clock.now();
  const ticket = { number, step: stepAt(now), byProxy: false, until: now.getTime() + TICKET_MS };
  return writeTicket(await sharedSecret(town.db, 'pickUp'), there, staff, ticket);
}

/** Something that a person should look at. @returns its id */
async function flagIn({ there, one }: Pick<Table, 'there'> & { one: Visitor }): Promise<string> {
  const at = town.clock.now();
  const flag = { community_id: there.communityCode, id: newId(at), campaign_id: there.campaignId, person_id: one.id };
  const undecided = { verdict: null, reason: null, decided_by: null, decided_at: null };
  await town.db
    .insertInto('egg_flag')
    .values({ ...flag, ...undecided, kind: 'risk', accounts: 1, at })
    .execute();
  return flag.id;
}

/** A notice of that community. @returns its id */
async function noticeIn(communityCode: string, given: object = {}): Promise<string> {
  town.standIn.visit('openid-of-editor');
  return (await town.as('editor').notices.publish(draftOf({ communityCode, ...given }))).notice.id;
}

/** A register of one door. */
const TABLE = base64('楼栋,房号\n1号楼,101\n');

/** Somebody who moves there. */
async function livesIn(person: string, home_code: string): Promise<void> {
  await town.db.updateTable('person').set({ home_code }).where('id', '=', person).execute();
  // What a session says of a person is kept for some seconds.
  town.clock.advance(6_000);
}

/** A household of that community that has left a number. @returns its id */
async function householdIn(community_id: string): Promise<string> {
  const id = newId(town.clock.now());
  const door = { building: '1', unit: '', room: id, same: id, walk: id };
  const phone = createSeal(Buffer.from(SEAL_KEY, 'hex')).close('0451-5550-0101');
  await town.db
    .insertInto('household')
    .values({
      community_id,
      id,
      ...door,
      grid_id: null,
      phone,
      made_by: '1',
      made_at: town.clock.now(),
      dropped_at: null,
    })
    .execute();
  return id;
}

/** Somebody says that they live there. @returns the claim's id */
async function claimOfDoor(home: string): Promise<string> {
  return claimed(town, await town.person({ home }), newId(town.clock.now()));
}

/** A report of that community, as it lies in the database: thousands are needed here. @returns its id */
async function reportIn(
  community_id: string,
  standing: ReportState,
  reporter_id: string | null,
  more: Partial<Insertable<Tables['report']>>,
): Promise<string> {
  const now = town.clock.now();
  const soon = new Date(now.getTime() + 600_000);
  const isOpen = standing === 'waiting';
  const id = newId(now);
  await town.db
    .insertInto('report')
    .values({
      ...{ community_id, id, kind: 'problem', standing, words: '楼道灯坏了', pictures: '[]', way: 'app', reporter_id },
      ...{ filed_by: '1', filed_at: now, is_open: true, may_publish: false, doubtful: false, asked_at: now },
      ...{ due_at: soon, raised_at: soon, answered_at: isOpen ? null : now },
      ...(['closing', 'closed'].includes(standing) && { ends_at: standing === 'closed' ? now : soon }),
      shelf: ['waiting', 'working', 'closing', 'closed'].indexOf(standing === 'whistled' ? 'working' : standing),
      ...more,
    })
    .execute();
  if (standing === 'whistled') await partOf(community_id, id, { unit_place: community_id.slice(0, 9), unit_id: null });
  return id;
}

/** A note in somebody's diary, at a community. @returns its id */
async function noteOf(person_id: string, community_id: string): Promise<string> {
  const at = town.clock.now();
  const id = newId(at);
  const content = { words: Buffer.from('sealed'), pictures: '[]', changed_at: null, report_id: null };
  await town.db
    .insertInto('diary_note')
    .values({ community_id, id, person_id, at, ...content })
    .execute();
  return id;
}

/** Somebody whom a whistle called to a report. @returns the part's id */
async function partOf(
  community_id: string,
  report_id: string,
  called: { unit_place: string; unit_id: string | null },
): Promise<string> {
  const now = town.clock.now();
  const id = newId(now);
  const part = { community_id, report_id, id, ...called, lead: false, called_at: now, due_at: now, done_at: null };
  await town.db.insertInto('report_part').values(part).execute();
  return id;
}

const tomorrow = () => addDays(shanghaiDay(town.clock.now()), 1);

/** A grid of that community. @returns its id */
async function gridIn(community_id: string): Promise<string> {
  const id = newId(town.clock.now());
  const facts = { name: '一号网格', about: null, latitude: null, longitude: null, dropped_at: null };
  await town.db
    .insertInto('grid')
    .values({ community_id, id, ...facts })
    .execute();
  return id;
}

/** A unit on the list of that place, as an input names the two. */
async function unitAt(address: Place['address']): Promise<{ nodeCode: string; unitId: string }> {
  const nodeCode = 'nodeCode' in address ? address.nodeCode : address.communityCode;
  const unitId = newId(town.clock.now());
  const facts = { name: '供水', phone: null, what: '停水', dropped_at: null };
  await town.db
    .insertInto('unit')
    .values({ community_id: nodeCode, id: unitId, ...facts })
    .execute();
  return { nodeCode, unitId };
}

/** The one shop of its kind that has come all the way, and so has a badge: what it prints is printed once. */
const WITH_BADGE = { facts: {} };

const firsts = new Map<string, Promise<MerchantFile>>();
const firstShop: typeof openShop = (of, given = {}) => {
  const key = JSON.stringify(given);
  return firsts.get(key) ?? firsts.set(key, openShop(of, given)).get(key)!;
};
/** Another shop like one that was opened before: thousands are needed here, and only what happens to them matters. */
const copyShop: typeof openShop = async (of, given = {}) => {
  const first = await firstShop(of, given);
  const id = newId(of.clock.now());
  const copy = (table: string, column: string) => sql`
    insert into ${sql.table(table)} select (jsonb_populate_record(t, jsonb_build_object(${column}::text, ${id}::text))).*
    from ${sql.table(table)} t where ${sql.ref(column)} = ${first.merchant.id}::bigint`;
  await copy('merchant', 'id').execute(of.db);
  for (const table of ['agreement', 'merchant_step']) await copy(table, 'merchant_id').execute(of.db);
  return { ...first, merchant: { ...first.merchant, id } };
};

const about = ({ merchant }: MerchantFile) => ({ merchantId: merchant.id });

const waitingListOf = ({ merchant }: MerchantFile) => ({
  ...{
    community_id: merchant.place.code,
    merchant_id: merchant.id,
    version: 1,
    items: '[]',
    state: 'waiting' as const,
  },
  ...{ made_by: '1', made_at: town.clock.now(), settled_at: null },
});

/** A coupon of a shop, whoever keeps it. @returns its id */
async function couponIn({ merchant }: MerchantFile): Promise<string> {
  const now = town.clock.now();
  const { clientId: _, merchantId, perPerson, firstDay, lastDay, keepDays, ...more } = couponOf(town, merchant.id);
  const id = newId(now);
  await town.db
    .insertInto('coupon')
    .values({
      ...{ ...more, community_id: merchant.place.code, id, merchant_id: merchantId, per_person: perPerson },
      ...{ first_day: firstDay, last_day: lastDay, keep_days: keepDays, yuan: null, conditions: null },
      ...{ made_by: '1', made_at: now, stopped_at: null },
    })
    .execute();
  return id;
}

/** A claim of somebody's on a coupon of that shop. */
async function claimIn(file: MerchantFile, person: string): Promise<{ id: string }> {
  const now = town.clock.now();
  const id = newId(now);
  await town.db
    .insertInto('coupon_claim')
    .values({
      ...{ community_id: file.merchant.place.code, id, coupon_id: await couponIn(file), merchant_id: file.merchant.id },
      ...{ number: 1, person_id: person, claimed_at: now, until: new Date(now.getTime() + 86_400_000) },
      ...{ redeemed_at: null, returned_at: null },
    })
    .execute();
  return { id };
}

/** Somebody there with an egg of today and a number. */
async function withEgg(at: { campaignId: string; communityCode: string }) {
  const { id } = await town.person({ home: at.communityCode });
  const day = shanghaiDay(town.clock.now());
  await eggOf(town, at.communityCode, at.campaignId, id, day);
  const place = { community_id: at.communityCode, campaign_id: at.campaignId };
  const { number } = await town.db.transaction().execute((tx) => holderOf(tx, place, id, town.clock.now()));
  return { ...at, number };
}

/** The demo city's campaign, which runs on 1 October. */
const anyCampaign = async (): Promise<string> =>
  (
    await town.db
      .selectFrom('campaign')
      .select('id')
      .where('first_day', '<=', '2026-10-01')
      .where('last_day', '>=', '2026-10-01')
      .executeTakeFirstOrThrow()
  ).id;

/** The whole of the expectation. */
function expected(who: Who, caller: Caller): 'allowed' | 'session.required' | 'role.missing' {
  if (who === 'anyone') return 'allowed';
  if (caller.role === null) return 'session.required';
  if (who === 'resident' || who === 'holder') return 'allowed';
  if (caller.role === 'keeper') return who.keeper ? 'allowed' : 'role.missing';
  const mayHere = caller.role !== 'resident' && who.roles.includes(caller.role) && holding.includes(caller.held);
  return mayHere ? 'allowed' : 'role.missing';
}

interface Caller {
  role: Role | 'resident' | 'keeper' | null;
  held: string;
  code: string;
}

/** A run that must keep within its time asks of every role at the place, and of these two above, beside and below it as well. */
const isShort = process.env.MATRIX === 'short';
const everywhere: readonly Role[] = isShort ? ['secretary', 'street'] : roles;

/** Where no role is asked for, where one is held can make no difference: it is asked at one place alone. */
const callersOf = ({ held }: Place, who: Who): Caller[] => [
  { role: null, held: 'nowhere', code: '' },
  { role: 'resident', held: 'nowhere', code: '' },
  { role: 'keeper', held: 'nowhere', code: '' },
  ...roles.flatMap((role) =>
    Object.entries(held)
      .filter(([where]) => where === 'at it' || (typeof who !== 'string' && everywhere.includes(role)))
      .map(([where, code]) => ({ role, held: where, code })),
  ),
];

/** One person for each row of the table; those who sign out or leave are made anew. */
const people = new Map<string, Promise<Visitor>>();
function personOf(row: string | null, role: NonNullable<Caller['role']>, code: string): Promise<Visitor> {
  const known = row === null ? undefined : people.get(row);
  const person = known ?? town.person({ roles: role === 'resident' || role === 'keeper' ? [] : [[role, code]] });
  if (row !== null) people.set(row, person);
  return person;
}

async function outcome(name: string, placeName: string, place: Place, caller: Caller): Promise<string> {
  const [feature = '', verb = ''] = name.split('.');
  const sample = (samples as Partial<Record<string, Partial<Record<string, Sample<Procedure>>>>>)[feature]?.[verb];
  if (!sample) throw new Error(`${name} has no sample input yet: give it one in tests/matrix.test.ts.`);
  const { role, code } = caller;
  const person = role && (await personOf(feature === 'session' ? null : `${placeName} ${rowOf(caller)}`, role, code));
  const { openid } = person ?? (await town.visitor('openid-of-nobody'));
  const publish = async (given: object = {}) => {
    town.standIn.visit('openid-of-editor');
    const { notice } = await town
      .as('editor')
      .notices.publish({ ...draftOf({ communityCode: undefined, ...given }), ...place.address });
    return notice.id;
  };
  const { who } = procedures.get(name) ?? {};
  const isKept = role === 'keeper' && typeof who === 'object' && who.keeper;
  const input = await sample({
    address: place.address,
    community: 'nodeCode' in place.address ? FANGYUAN : place.address.communityCode,
    caller: person?.id ?? '1',
    picture: async () => (person ? pictureOf(town, person.id) : '1'),
    async shop(given = {}) {
      const communityCode = 'nodeCode' in place.address ? FANGYUAN : place.address.communityCode;
      const wanted = { agreement: given.agreement === null ? null : {}, facts: { communityCode } };
      const file = await (given.facts ? firstShop : copyShop)(town, wanted);
      await town.db
        .updateTable('merchant')
        .set({ keeper_id: isKept ? (person?.id ?? null) : null })
        .where('id', '=', file.merchant.id)
        .execute();
      return file;
    },
    report: (state = 'waiting', more = {}) =>
      reportIn(
        'nodeCode' in place.address ? FANGYUAN : place.address.communityCode,
        state,
        isKept ? (person?.id ?? null) : '1',
        more,
      ),
    campaign: (given = {}) => {
      const node = 'nodeCode' in place.address ? place.address.nodeCode : place.address.communityCode;
      return campaignIn(town, { node, community: YANJIANG, ...given });
    },
    async eggs(given = {}) {
      const communityCode = 'nodeCode' in place.address ? FANGYUAN : place.address.communityCode;
      return {
        campaignId: await campaignIn(town, { node: '2301', community: communityCode, ...given }),
        communityCode,
      };
    },
    openid,
    notice: publish,
    heldNotice: () => publish({ title: '请人看看' }),
    async group() {
      const community_id = 'nodeCode' in place.address ? place.address.nodeCode : place.address.communityCode;
      const id = randomName();
      await town.db
        .insertInto('chat_group')
        .values({ community_id, id, opengid: id, seen_at: town.clock.now() })
        .execute();
      return id;
    },
    async ticket(noticeId) {
      const { readTicket } = await (person?.call ?? town.as('resident-1')).notices.open({ noticeId });
      town.clock.advance(DWELL_MS);
      return readTicket ?? '';
    },
  });
  return (await ask(town, name, input, person?.token)).refusal ?? 'allowed';
}

const rowOf = ({ role, held }: Caller) => `${role ?? 'nobody'}, ${held}`;

/** Such a run asks at a street what is a matter of places alone. */
const isAsked = (placeName: string, who: Who): boolean =>
  !isShort || placeName === 'a community' || (typeof who !== 'string' && who.at === 'node');

for (const [placeName, place] of Object.entries(places))
  for (const [name, { who }] of [...procedures].filter(([, { who: wanted }]) => isAsked(placeName, wanted)))
    test(`${name} at ${placeName} is open to those its contract names, and to nobody else`, async () => {
      const answers: Record<string, string> = {};
      for (const caller of callersOf(place, who))
        answers[rowOf(caller)] = await outcome(name, placeName, place, caller);
      const promised = callersOf(place, who).map((caller) => [rowOf(caller), expected(who, caller)]);
      expect(answers).toEqual(Object.fromEntries(promised));
    });

test('every kind of right in the contract is met by somebody and missing to somebody in this table', () => {
  for (const [name, { who }] of procedures) {
    if (who === 'anyone') continue;
    const seen = new Set(
      Object.values(places).flatMap((p) => callersOf(p, who).map((caller) => expected(who, caller))),
    );
    expect({ name, seen: [...seen].sort() }).toEqual({
      name,
      seen: typeof who === 'string' ? ['allowed', 'session.required'] : ['allowed', 'role.missing', 'session.required'],
    });
  }
});
