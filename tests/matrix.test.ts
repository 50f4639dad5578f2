import { randomName } from '../cloud/kit/ids';
import type { Contract, Input, Procedure, Who } from '../types';
import { roles, type Role } from '../types/org';
import { ask, procedures } from './kit/procedures';
import { FANGYUAN, switchOn } from './kit/acts';
import { clientId, draftOf, DWELL_MS, JIANGPAN, XIAOHONG } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

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
  messages: { offers: () => ({}), consent: () => ({ clientId: clientId(), accepted: ['notice'] }) },
};

/** The whole of the expectation. */
function expected(who: Who, caller: Caller): 'allowed' | 'session.required' | 'role.missing' {
  if (who === 'anyone') return 'allowed';
  if (caller.role === null) return 'session.required';
  if (who === 'resident' || who === 'holder') return 'allowed';
  const mayHere = caller.role !== 'resident' && who.roles.includes(caller.role) && holding.includes(caller.held);
  return mayHere ? 'allowed' : 'role.missing';
}

interface Caller {
  role: Role | 'resident' | null;
  held: string;
  code: string;
}

const callersOf = ({ held }: Place): Caller[] => [
  { role: null, held: 'nowhere', code: '' },
  { role: 'resident', held: 'nowhere', code: '' },
  ...roles.flatMap((role) => Object.entries(held).map(([where, code]) => ({ role, held: where, code }))),
];

async function outcome(name: string, place: Place, caller: Caller): Promise<string> {
  const [feature = '', verb = ''] = name.split('.');
  const sample = (samples as Partial<Record<string, Partial<Record<string, Sample<Procedure>>>>>)[feature]?.[verb];
  if (!sample) throw new Error(`${name} has no sample input yet: give it one in tests/matrix.test.ts.`);
  const { role, code } = caller;
  const person = role && (await town.person({ roles: role === 'resident' ? [] : [[role, code]] }));
  const { openid } = person ?? (await town.visitor('openid-of-nobody'));
  const publish = async (given: object = {}) => {
    town.standIn.visit('openid-of-editor');
    const { notice } = await town
      .as('editor')
      .notices.publish({ ...draftOf({ communityCode: undefined, ...given }), ...place.address });
    return notice.id;
  };
  const input = await sample({
    address: place.address,
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

for (const [placeName, place] of Object.entries(places))
  for (const [name, { who }] of procedures)
    test(`${name} at ${placeName} is open to those its contract names, and to nobody else`, async () => {
      const answers: Record<string, string> = {};
      for (const caller of callersOf(place)) answers[rowOf(caller)] = await outcome(name, place, caller);
      const promised = callersOf(place).map((caller) => [rowOf(caller), expected(who, caller)]);
      expect(answers).toEqual(Object.fromEntries(promised));
    });

test('every kind of right in the contract is met by somebody and missing to somebody in this table', () => {
  for (const [name, { who }] of procedures) {
    if (who === 'anyone') continue;
    const seen = new Set(Object.values(places).flatMap((p) => callersOf(p).map((caller) => expected(who, caller))));
    expect({ name, seen: [...seen].sort() }).toEqual({
      name,
      seen: typeof who === 'string' ? ['allowed', 'session.required'] : ['allowed', 'role.missing', 'session.required'],
    });
  }
});
