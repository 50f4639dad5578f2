import { say as work } from '../../../src/desk/now/words';
import { say as desk } from '../../../src/desk/words';
import type { Contract, Output } from '../../../types';
import type { DailyAct, Need } from '../../../types/desk';
import { answersOf, at, COMMUNITY, people } from './inboxFiles';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface NowLook {
  name: string;
  path: string;
  as?: 'secretary';
  taps?: string[];
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}
type Answer = Output<Contract['desk']['now']>;

const STREET = { code: '230104009', level: 'street', name: '东原街道' } as const;
const SONGHUAJIANG = { code: '230103010', level: 'street', name: '松花江街道' } as const;
const need = (what: Need['what'], count: number, more: Partial<Need> = {}): Need => ({
  ...{ what, count, more: false, since: null, due: null, place: COMMUNITY, only: null, campaignId: null },
  ...{ handedOut: null, ...more },
});
const answering: DailyAct[] = ['inbox', 'enter', 'diary', 'doors'];
const around: DailyAct[] = ['shops', 'scan', 'campaigns', 'settings'];
const merchant = {
  ...people.resident,
  person: { id: '4026', persona: 'merchant' },
  roles: [{ role: 'merchant', place: COMMUNITY }],
  shops: [{ id: '7', name: '街角修鞋配钥匙' }],
} as const;
const visiting = <M extends object>(me: M) => ({ ...me, visits: [COMMUNITY] });

const page = (me: object, needs: Need[], may: DailyAct[]): Omit<NowLook, 'name'> => ({
  path: 'desk/now/index',
  instead: {
    ...answersOf(people.gridworker),
    'session.me': () => me,
    'desk.now': () => ({ now: at(0), needs, waited: needs.length, may }) satisfies Answer,
  },
});
const away = (look: Omit<NowLook, 'name'>): Omit<NowLook, 'name'> => ({
  ...look,
  instead: { ...look.instead, 'desk.now': () => null },
});

const worker = page(
  visiting(people.gridworker),
  [
    need('late', 2, { since: at(-41) }),
    need('due', 1, { since: at(-20), due: at(-20) }),
    need('reopened', 1, { since: at(-3), only: '7' }),
    need('waiting', 3, { since: at(-8) }),
    need('pickUp', 1, { campaignId: '9', handedOut: { hours: '8:30–16:30', at: '东原街道江畔社区居委会一楼' } }),
    need('claim', 2, { since: at(-26 * 60) }),
    need('mustKnow', 1, { since: at(-5 * 60), only: '90' }),
  ],
  [...answering, ...around],
);
const secretary = page(
  visiting(people.secretary),
  [
    need('waiting', 99, { more: true, since: at(-8) }),
    need('review', 1, { since: at(-30) }),
    need('application', 2, { since: at(-3 * 24 * 60) }),
    need('list', 1, { since: at(-100) }),
    need('word', 4, { since: at(-50 * 60) }),
    need('hear', 1, { since: at(-9 * 60) }),
    need('flag', 1, { since: at(-20), campaignId: '9' }),
    need('draft', 1, { since: at(-2 * 24 * 60), only: '91' }),
    need('expiring', 3, { due: at(20 * 24 * 60) }),
  ],
  [...answering, 'write', 'notices', ...around],
);
const street = page(
  { ...people.street, answers: [STREET, SONGHUAJIANG], desk: [STREET, SONGHUAJIANG] },
  [
    need('raised', 1, { since: at(-3 * 60), place: STREET }),
    need('whistle', 2, { since: at(-30 * 60), due: at(-70), place: SONGHUAJIANG }),
    need('whistle', 1, { since: at(-60), due: at(6 * 60), place: STREET }),
    need('giveBack', 1, { since: at(-60), place: STREET, campaignId: '9' }),
  ],
  ['inbox', 'enter', 'handling', 'diary', 'doors', 'write', 'notices', ...around],
);

/** 工作台 before everybody who has one, when much is to be done and when nothing is. */
export const nowLooks: NowLook[] = [
  { name: 'now', ...worker },
  { name: 'now-secretary', ...secretary },
  { name: 'now-whole', ...secretary, taps: [work.more(4)] },
  { name: 'now-street', ...street },
  { name: 'now-unit', ...page(people.unit, [need('whistle', 1, { due: at(5 * 60), place: STREET })], ['handling']) },
  {
    name: 'now-merchant',
    ...page(merchant, [need('ending', 1, { due: at(9 * 24 * 60), only: '7' })], ['redeem', 'myShop']),
  },
  { name: 'now-calm', ...page(visiting(people.gridworker), [], [...answering, ...around]) },
  { name: 'now-offline', ...away(worker) },
  { name: 'now-not-staff', ...page(people.resident, [], []) },
  {
    name: 'write-pasted',
    path: 'desk/write/index',
    as: 'secretary',
    more: { storage: { 'jmk.writing.new': pastedForm() } },
  },
  {
    name: 'write-breaks',
    path: 'desk/write/index',
    as: 'secretary',
    more: { storage: { 'jmk.writing.new': pastedForm('周四上午停水') } },
    taps: [desk.preview],
  },
];
/** States that differ from another look by a few words alone. */
export const alikeNows = ['now-whole', 'now-not-staff', 'now-offline', 'now-merchant'];

/** What somebody has pasted from WeChat, as the phone keeps it. */
function pastedForm(title = '') {
  const body =
    '周四上午停水\n\n各位居民：\n三号楼周四上午九点停水，下午三点恢复。\n请提前接好生活用水。\n\n联系人 社区居委会';
  return {
    form: { kind: 'notice', title, body, byline: '', phone: '', address: '', pictures: [], place: COMMUNITY },
    ids: { draft: 'draft-of-looks', publish: 'publish-of-looks', correct: 'correct-of-looks' },
  };
}
