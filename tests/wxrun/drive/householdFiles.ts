import type { Board, Claim, Household, Imported, MyDoor, Standing, Stop } from '../../../types/households';
import { at, COMMUNITY, people } from './inboxFiles';
import type { Stand } from './instead';

/** Households, and how they stand with what everyone must know, in states that no demo city is in all at once. */

export const NOTICE = '77';
const DAY = 24 * 60;
export const TITLE = '周四上午九点到下午三点停水，请提前存水';

let ids = 500;
export const household = (building: string, unit: string, room: string, more: Partial<Household> = {}): Household => ({
  id: String(ids++),
  building,
  unit,
  room,
  gridId: '3',
  phone: '138****5678',
  people: 0,
  ...more,
});
type Last = NonNullable<Stop['last']>;
const last = (how: Last['how'], outcome: Last['outcome'], minutes: number, more: Partial<Last> = {}): Last => ({
  how,
  outcome,
  at: at(minutes),
  called: '三号网格早班',
  mine: true,
  ...more,
});
const stop = (of: Household, standing: Standing = 'rest', said: Last | null = null, corrected = false): Stop => {
  const { people: _, ...one } = of;
  return { household: one, standing, last: said, corrected };
};

export const stops: Stop[] = [
  stop(household('1号楼', '1单元', '101'), 'rest', last('door', 'away', -DAY + 20)),
  stop(household('1号楼', '1单元', '102', { phone: null })),
  stop(household('1号楼', '1单元', '301')),
  stop(household('1号楼', '2单元', '202'), 'rest', null, true),
  stop(household('1号楼', '2单元', '601'), 'rest', last('phone', 'away', -90, { called: '一号网格', mine: false })),
  stop(household('2', '1', '401')),
  stop(household('2', '1', '402', { phone: null })),
  stop(household('江畔花园临街商住楼东侧平房', '', '甲 12-1', { gridId: null })),
];
const told: Stop[] = [
  stop(household('1号楼', '1单元', '103'), 'assisted', last('phone', 'told', -30)),
  stop(household('1号楼', '1单元', '201'), 'assisted', last('door', 'told', -DAY, { called: '一号网格', mine: false })),
];
const pressed: Stop[] = [
  stop(household('1号楼', '1单元', '401'), 'acknowledged'),
  stop(household('1号楼', '1单元', '402'), 'acknowledged'),
];

export const board: Board = {
  noticeId: NOTICE,
  title: TITLE,
  publishAt: at(-120),
  withdrawn: false,
  households: 120,
  acknowledged: 80,
  assisted: 15,
  away: 2,
  rest: 25,
  others: 3,
};
const boards: Board[] = [
  board,
  {
    ...board,
    noticeId: '78',
    title: '今冬供暖提前到十月八日，请检查家里的阀门有没有关',
    publishAt: at(-3 * DAY),
    rest: 0,
    assisted: 31,
    acknowledged: 89,
    others: 0,
    away: 0,
  },
  { ...board, noticeId: '79', title: '电梯年检', publishAt: at(-9 * DAY), withdrawn: true, others: 0 },
];
export const claims: Claim[] = [
  { id: '31', building: '1号楼', unit: '1单元', room: '301', at: at(-DAY - 30), known: true, people: 1 },
  { id: '32', building: '2号楼', unit: '1单元', room: '401', at: at(-60), known: true, people: 0 },
  { id: '33', building: '9号楼', unit: '', room: '商铺 3', at: at(-20), known: false, people: 0 },
];
export const imported: Imported = {
  rows: 165,
  fresh: 120,
  changed: 3,
  same: 40,
  wrong: [
    { line: 7, says: '没有房号' },
    { line: 31, says: '电话只写数字和短横' },
  ],
  left: 2,
};
export const doorOf = (state: MyDoor['state'], more: Partial<MyDoor> = {}): MyDoor => ({
  place: COMMUNITY,
  building: '1号楼',
  unit: '1单元',
  room: '301',
  state,
  reason: state === 'declined' ? '您写的是 1单元，301 在 2单元吧' : null,
  ...more,
});

const register: Household[] = stops.map(({ household: one }, i) => ({ ...one, people: i % 3 }));
const counts = { total: 120, people: 96, waiting: 3 };
export const emptyRegister = {
  'households.list': () => ({ households: [], next: null, total: 0, people: 0, waiting: 0 }),
  'households.boards': () => ({
    boards: [{ ...board, households: 0, acknowledged: 0, assisted: 0, away: 0, rest: 0 }],
  }),
  'households.board': () => ({
    board: { ...board, households: 0, acknowledged: 0, assisted: 0, away: 0, rest: 0 },
    willing: 0,
    remindedAt: null,
  }),
} satisfies Record<string, Stand>;
const byStanding: Record<Standing, Stop[]> = { rest: stops, acknowledged: pressed, assisted: told };

/** A cloud that says all this to whoever is here. */
export const households = {
  'households.mine': () => ({ door: null }),
  'households.acknowledged': () => ({ at: null, corrected: false, door: null }),
  'households.list': ({ q }) => ({ households: q === '999' ? [] : register, next: q ? null : 'next', ...counts }),
  'households.claims': () => ({ claims, waiting: 3 }),
  'households.boards': () => ({ boards }),
  'households.board': () => ({ board, willing: 6, remindedAt: null }),
  'households.stops': ({ standing = 'rest' }) => ({
    stops: byStanding[standing as Standing],
    next: standing === 'rest' ? 'next' : null,
  }),
  'households.phone': () => ({ phone: '138 0000 5678' }),
  'households.check': () => imported,
} satisfies Record<string, Stand>;

export { people };
