import { say } from '../../../src/diary/words';
import type { Note } from '../../../types/diary';
import { answersOf, at, COMMUNITY, people } from './inboxFiles';
import type { Stand } from './instead';
import type { Launch } from './phone';
import { bright, dark } from './reportFiles';

interface DiaryLook {
  name: string;
  path: string;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

const CHUNMU = { code: '230104009010', level: 'community', name: '春木社区' } as const;
const DAY = 24 * 60;
const LONG =
  '三单元的几位老人说，楼门口的坡道冬天结冰，推轮椅上不去，去年摔过一位。问了物业，说归建设单位；建设单位说早过了保修。' +
  '先铺防滑垫，再看能不能列进明年的改造。楼上还说晚上有人在楼道里给电动车充电，线从三楼窗户拉下来。';
const size = { width: 640, height: 480 };
let ids = 400;
const note = (text: string, minutes: number, more: Partial<Note> = {}): Note => ({
  id: String(ids--),
  place: COMMUNITY,
  text,
  pictures: [],
  at: at(minutes),
  changedAt: null,
  reportId: null,
  ...more,
});
const notes = [
  note('二单元的老人想有个扶手，说上下楼膝盖疼', -15, { pictures: [{ ...dark, ...size }] }),
  note(LONG, -50, { changedAt: at(-40) }),
  note('小广场的长椅断了一条腿', -DAY, { pictures: [dark, bright].map((one) => ({ ...one, ...size })), reportId: '7' }),
  note('', -DAY - 30, { pictures: [{ ...bright, ...size }] }),
];
const page = (who: keyof typeof people, stands: Record<string, Stand> = {}): Omit<DiaryLook, 'name'> => ({
  path: 'diary/list/index',
  instead: { ...answersOf(people[who]), 'diary.list': () => ({ notes, next: 'older' }), ...stands },
});
const owner = people.gridworker.person?.id ?? '';
/** What lies on a grid worker's phone. */
const kept = (form: object, waiting: string[]): Partial<Launch> => ({
  storage: {
    [`jmk.diary.box@${owner}`]: { writing: 'w', waiting },
    [`jmk.diary.w@${owner}`]: { id: 'a-note-of-the-looks', form: waiting.length > 0 ? {} : form },
    [`jmk.diary.x@${owner}`]: { id: 'a-waiting-note', form },
  },
});
const form = {
  text: '路口的井盖响，车一过就响',
  shots: [{ key: 'a', path: 'wxfile://store_1.jpg', file: dark }],
  to: { code: COMMUNITY.code, name: COMMUNITY.name },
};
const one = { 'diary.list': () => ({ notes: notes.slice(0, 1), next: null }) };

/** The diary in every state. */
export const diaryLooks: DiaryLook[] = [
  { name: 'diary', ...page('gridworker') },
  { name: 'diary-written', ...page('gridworker'), more: kept({ ...form, to: null }, []) },
  { name: 'diary-waiting', ...page('gridworker', { 'diary.keep': () => null }), more: kept(form, ['x']) },
  { name: 'diary-refused', ...page('gridworker', { 'diary.keep': () => 'org.closed' }), more: kept(form, ['x']) },
  {
    name: 'diary-older',
    ...page('gridworker', {
      'diary.list': ({ before }) => ({ notes: before ? notes.slice(2) : notes, next: before ? null : 'older' }),
    }),
    taps: [say.more.older],
    sees: say.more.newest,
  },
  { name: 'diary-empty', ...page('gridworker', { 'diary.list': () => ({ notes: [], next: null }) }) },
  { name: 'diary-offline', ...page('gridworker', { 'diary.list': () => null }) },
  {
    name: 'diary-raise-failed',
    ...page('gridworker', { ...one, 'reports.enter': () => null }),
    taps: [say.raise.act, say.raise.send],
  },
  { name: 'diary-raise', ...page('gridworker', one), taps: [say.raise.act], sees: say.raise.who },
  { name: 'diary-edit', ...page('gridworker', one), taps: ['.diary__act:first-child .button'] },
  { name: 'diary-drop', ...page('gridworker', one), taps: ['.diary__act:nth-child(2) .button'] },
  {
    name: 'diary-places',
    ...page('two', {
      'diary.list': () => ({ notes: [{ ...notes[0]!, place: CHUNMU }, ...notes.slice(1)], next: null }),
    }),
    taps: ['.diary__place'],
  },
  { name: 'diary-street', ...page('street'), taps: [say.where.choose] },
  { name: 'diary-not-staff', ...page('resident', { 'diary.list': () => ({ notes: [], next: null }) }) },
];
/** States that differ from another look by a few words alone. */
export const alikeDiaries = ['diary-refused', 'diary-empty', 'diary-not-staff', 'diary-street', 'diary-older'];
