import { say } from '../../../src/households/words';
import { say as reading } from '../../../src/notices/words';
import { at, answersOf, COMMUNITY } from './inboxFiles';
import { board, doorOf, emptyRegister, households, NOTICE, people } from './householdFiles';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface HouseholdLook {
  name: string;
  path: string;
  of?: 'mustKnow';
  as?: 'resident-1';
  taps?: string[];
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

const page = (
  name: string,
  more: Record<string, Stand> = {},
  who: keyof typeof people = 'gridworker',
): Omit<HouseholdLook, 'name'> => ({
  path: `households/${name}/index`,
  instead: { ...answersOf(people[who]), ...households, ...more },
  more: { query: { at: COMMUNITY.code, notice: NOTICE } },
});
const away = (...names: (keyof typeof households)[]) => Object.fromEntries(names.map((name) => [name, () => null]));
const homeless = { 'session.me': () => ({ ...people.resident, home: null }) };
const newcomer = { 'session.me': () => ({ ...people.resident, person: null, home: null }) };
const noService = { 'service.grids': () => ({ grids: [] }) };
const door = (state: Parameters<typeof doorOf>[0]) =>
  page('door', { 'households.mine': () => ({ door: doorOf(state) }) }, 'resident');
/** A notice that everyone must know, before a resident. */
const notice = (more: Record<string, Stand>, taps: string[] = []): Omit<HouseholdLook, 'name'> => ({
  path: 'notices/notice/index',
  of: 'mustKnow',
  as: 'resident-1',
  instead: { ...households, ...more },
  taps,
});
const table = { answers: { chooseMessageFile: [{ name: '住户册.xlsx', base64: 'UEsDBA==' }] } };
const importing = page('register');

/** The pages of households, of residents and of staff, in their main states. */
export const householdLooks: HouseholdLook[] = [
  { name: 'door', ...page('door', {}, 'resident') },
  { name: 'door-waiting', ...door('waiting') },
  { name: 'door-confirmed', ...door('confirmed') },
  { name: 'door-declined', ...door('declined') },
  { name: 'door-change', ...door('declined'), taps: [say.door.change] },
  { name: 'door-leave', ...door('confirmed'), taps: [say.door.leave] },
  { name: 'door-homeless', ...page('door', homeless, 'resident') },
  { name: 'door-newcomer', ...page('door', newcomer, 'resident') },
  { name: 'door-offline', ...page('door', away('households.mine'), 'resident') },
  { name: 'boards', ...page('boards') },
  { name: 'boards-empty', ...page('boards', { 'households.boards': () => ({ boards: [] }) }) },
  { name: 'boards-no-register', ...page('boards', emptyRegister) },
  { name: 'boards-offline', ...page('boards', away('households.boards', 'households.list')) },
  { name: 'boards-not-staff', ...page('boards', {}, 'resident') },
  { name: 'boards-street', ...page('boards', {}, 'street') },
  { name: 'board', ...page('board') },
  { name: 'board-no-grids', ...page('board', noService) },
  { name: 'board-how', ...page('board'), taps: [say.board.how] },
  { name: 'board-knock', ...page('board'), taps: ['1号楼 1单元 102 上门'] },
  { name: 'board-phone', ...page('board'), taps: ['给 1号楼 1单元 301 打电话'] },
  {
    name: 'board-unsent',
    ...page('board', away('households.phone')),
    instead: { ...page('board').instead, 'households.told': () => null },
    taps: ['1号楼 1单元 102 上门', say.board.outcomes.door.told],
  },
  { name: 'board-acknowledged', ...page('board'), taps: ['自己按的 80'] },
  { name: 'board-assisted', ...page('board'), taps: ['同事告诉的 15'] },
  { name: 'board-grid', ...page('board'), taps: [say.board.allGrids] },
  { name: 'board-remind', ...page('board'), taps: [say.board.remind(6)] },
  {
    name: 'board-reminded',
    ...page('board', { 'households.board': () => ({ board, willing: 6, remindedAt: at(-30) }) }),
  },
  {
    name: 'board-done',
    ...page('board', {
      'households.board': () => ({
        board: { ...board, acknowledged: 105, away: 0, rest: 0 },
        willing: 0,
        remindedAt: null,
      }),
      'households.stops': () => ({ stops: [], next: null }),
    }),
  },
  { name: 'board-no-register', ...page('board', emptyRegister) },
  { name: 'board-offline', ...page('board', away('households.board', 'households.stops')) },
  { name: 'register', ...page('register') },
  { name: 'register-empty', ...page('register', emptyRegister) },
  { name: 'register-offline', ...page('register', away('households.list')) },
  { name: 'register-add', ...page('register'), taps: [say.register.add] },
  { name: 'register-change', ...page('register'), taps: ['1号楼 1单元 101', say.register.phones.replace] },
  { name: 'register-drop', ...page('register'), taps: ['1号楼 1单元 101', say.register.drop] },
  { name: 'register-renew', ...page('register'), taps: ['1号楼 1单元 102', say.register.renew] },
  { name: 'register-import', ...importing, taps: [say.register.import] },
  {
    name: 'register-checked',
    ...importing,
    more: { ...importing.more, ...table },
    taps: [say.register.import, say.import.choose],
  },
  { name: 'claims', ...page('claims') },
  { name: 'claims-none', ...page('claims', { 'households.claims': () => ({ claims: [], waiting: 0 }) }) },
  { name: 'claims-decline', ...page('claims'), taps: ['1号楼 1单元 301 不对', say.claims.reasons[0] ?? ''] },
  { name: 'notice-acknowledge', ...notice({}) },
  { name: 'notice-homeless', ...notice(homeless) },
  { name: 'notice-who', path: 'notices/notice/index', of: 'mustKnow' },
  {
    name: 'board-withdrawn',
    ...page('board', {
      'households.board': () => ({ board: { ...board, withdrawn: true }, willing: 0, remindedAt: null }),
    }),
  },
  {
    name: 'notice-acknowledged',
    ...notice({ 'households.acknowledge': () => ({ at: at(5), corrected: false, door: null }) }, [
      reading.acknowledge.button,
    ]),
  },
  {
    name: 'notice-declined',
    ...notice({ 'households.acknowledged': () => ({ at: at(-30), corrected: false, door: doorOf('declined') }) }),
  },
  {
    name: 'notice-corrected',
    ...notice({ 'households.acknowledged': () => ({ at: null, corrected: true, door: doorOf('confirmed') }) }),
  },
  { name: 'notice-unreached', ...notice({ 'households.acknowledge': () => null }, [reading.acknowledge.button]) },
];
/** States that differ from another look by a few words alone. */
export const alikeHouseholds = [
  ...['door-confirmed', 'door-homeless', 'door-offline', 'boards-empty', 'boards-offline', 'boards-not-staff'],
  ...[
    'board-no-grids',
    'board-phone',
    'board-done',
    'board-offline',
    'register-offline',
    'register-drop',
    'register-renew',
  ],
  ...['claims-none', 'boards-street', 'notice-unreached', 'board-no-register', 'board-withdrawn'],
];
