import type { Board, Imported, Stop } from '../../types/households';
import { shanghai } from '../kit/time';
import { words } from '../kit/words';

const DAY_MS = 86_400_000;
type Last = NonNullable<Stop['last']>;

/** 今天 9:05, 昨天 10:20, 10月3日 9:05: as people say when they were at a door. */
const ago = (instant: string, now: number = Date.now()): string => {
  const [at, today, yesterday] = [shanghai(instant), shanghai(now), shanghai(now - DAY_MS)];
  const clock = words.clock(at.clock);
  if (at.day === today.day) return `今天 ${clock}`;
  if (at.day === yesterday.day) return `昨天 ${clock}`;
  return `${at.month}月${at.date}日 ${clock}`;
};
const homes = (n: number): string => `${n} 户`;
/** What is seen in parts, as one sentence for whoever hears it. */
const sentence = (...parts: readonly (string | false | null)[]): string => parts.filter(Boolean).join('，');

const came: Record<Last['how'], Record<Last['outcome'], string>> = {
  phone: { told: '打电话，打通了', away: '打电话，没人接', undone: '打电话，记错了' },
  door: { told: '上门，告诉了', away: '上门，没人', undone: '上门，记错了' },
};

export const say = {
  ago,
  homes,
  came: ({ how, outcome }: Pick<Last, 'how' | 'outcome'>): string => came[how][outcome],
  notStaff: '这里看各家知道了没有',

  door: {
    intro: '告诉社区您住哪一户。您按过“我已知晓”的通知，这一户就不用再上门通知。',
    who: '网格员会看看门牌对不对。社区只知道这一户有人登记，不知道是谁。',
    signIn: '先登录，再说住哪一户',
    signInNote: '登录以后，您写的只给您自己的社区看。',
    homeless: '先选好您住的社区',
    homelessNote: '选好以后回到这里，再写住哪一户。',
    find: '找我的社区',
    building: '楼栋',
    buildingHint: '例如 3号楼',
    unit: '单元（没有可以不写）',
    unitHint: '例如 2单元',
    room: '房号',
    roomHint: '例如 401',
    needBuilding: '先写楼栋',
    needRoom: '先写房号',
    send: '告诉社区',
    sent: '写好了，等网格员确认',
    states: { waiting: '等网格员确认', confirmed: '网格员确认了', declined: '网格员没有确认' },
    notes: {
      waiting: '确认以后，您按一下，这一户就算知道了。',
      confirmed: '您按“我已知晓”，这一户就算知道了。',
      declined: '看看是不是写错了，改好再告诉社区。',
    },
    reason: (reason: string) => `原因：${reason}`,
    change: '改一改',
    moved: '换一户',
    keep: '不改了',
    leave: '我不住这里了',
    leaveTitle: '真的不住这里了吗',
    leaveNote: '社区就不再把您算在这一户。按过的“我已知晓”还算数。',
    leaveSure: '不住这里了',
    leaveNot: '先不改',
    left: '去掉了',
  },

  boards: {
    title: '各家知道了没有',
    intro: '要大家都知道的事，各家知道了没有。没按的，打个电话，或者上门说一声。',
    register: '住户册',
    registerNote: (n: number, waiting: number) =>
      words.facts(n > 0 ? homes(n) : '还是空的', waiting > 0 ? `${waiting} 人等您确认` : null),
    registerHint: '每一户的门牌、电话、网格',
    empty: '还没有须知晓的通知',
    emptyNote: '书记发通知的时候勾上“须知晓”，这里就看得到各家知道了没有。',
    line: ({ households, acknowledged, assisted, rest }: Board): string => {
      if (households === 0) return '住户册还是空的，先去加上住户';
      const left = rest > 0 ? `还有 ${homes(rest)}不知道` : '都知道了';
      return `${homes(households)}：自己按的 ${homes(acknowledged)}，同事告诉的 ${homes(assisted)}，${left}`.replace(
        / /g,
        '\u00a0',
      );
    },
    others: (n: number) => `另有 ${n} 人按了，还没对上是哪一户`,
    withdrawn: '撤回了',
    /** What is read out of one notice. */
    label: (board: Board): string =>
      sentence(
        board.title,
        board.withdrawn && say.boards.withdrawn,
        say.boards.line(board),
        board.others > 0 && say.boards.others(board.others),
      ),
  },

  board: {
    missing: '找不到这条通知',
    facts: ({ households, away, others }: Board): string =>
      words.facts(
        `一共 ${homes(households)}`,
        away > 0 ? `${homes(away)}还没找到人` : null,
        others > 0 ? `${others} 人还没对上是哪一户` : null,
      ),
    withdrawn: '这条通知撤回了，不用再去告诉。',
    how: '怎么数的',
    /** What is read out of the figures, which lead to how they are counted. */
    factsLabel: (board: Board): string => sentence(say.board.facts(board), say.board.how),
    definitions: [
      [
        '自己按的',
        '这一户有人在通知下面按了“我已知晓”，而且网格员确认过他住这一户。一户里几个人按，都只算一户。通知更正以前按的不算，要再按一下。',
      ],
      ['同事告诉的', '没有人按，同事打通了电话，或者上门告诉了。后来按了，就算自己按的。'],
      ['还没有', '没有人按，也还没有告诉到。去过没人、打过没人接的，也在这里。'],
      [
        '还没对上哪一户的',
        '按了的人里，没有说住哪一户的，还没有确认的，还有那一户从住户册去掉了、或者重新登记了的。上面的数不算他们。',
      ],
      ['看不到什么', '只看得到哪一户知道了，看不到是谁按的。'],
    ] as const,
    tabs: { rest: '还没有', acknowledged: '自己按的', assisted: '同事告诉的' },
    tab: '看哪些',
    counted: (name: string, n: number) => `${name} ${n}`,
    grid: '看哪一格',
    allGrids: '全部网格',
    inGrid: (name: string) => `只看${name}`,
    empty: { rest: '都知道了', acknowledged: '还没有哪一户按', assisted: '还没有同事去告诉' },
    emptyNote: {
      rest: '没有要打电话、要上门的了。',
      acknowledged: '居民在通知下面按“我已知晓”，而且确认过住哪一户，就在这里。',
      assisted: '打通了电话、上门告诉了的，在这里。',
    },
    emptyGrid: '这一格没有',
    noHouseholds: '住户册还是空的',
    noHouseholdsNote: '加上住户，才知道谁家还不知道。',
    toRegister: '去住户册',
    last: ({ how, outcome, at, called }: Last, now?: number): string =>
      words.facts(`${ago(at, now)} ${came[how][outcome]}`, called),
    never: '还没有去过',
    self: '自己按的',
    before: '更正以前按过',
    phone: '打电话',
    knock: '上门',
    phoneTo: (door: string) => `给 ${door} 打电话`,
    knockAt: (door: string) => `${door} 上门`,
    dialling: '正在查号码',
    asks: { phone: '电话打通了吗', door: '家里有人吗' },
    outcomes: {
      phone: { told: '打通了', away: '没人接' },
      door: { told: '告诉了', away: '没人在' },
    },
    later: '先不记',
    noting: '正在记',
    unsent: (what: string) => `还没有发出去：${what}`,
    undo: '记错了',
    unsentCount: (n: number) => `有 ${n} 条没有发出去，留在手机里了`,
    dropped: (door: string, why: string) => `${door} 没有记上：${why}`,
    remind: (n: number) => `用微信提醒 ${n} 人`,
    remindTitle: '用微信提醒',
    remindNote: (n: number) =>
      `还没按的人里，有 ${n} 人愿意在微信里听一声。会给他们发一条，点开就是这条通知。一天只能提醒一次。`,
    remindSend: '发提醒',
    reminded: (n: number) => `提醒了 ${n} 人`,
    remindedAt: (when: string) => `${when} 提醒过了`,
  },

  register: {
    total: (n: number, people: number) => words.facts(`一共 ${homes(n)}`, `确认住在这里的 ${people} 人`),
    search: '找一户',
    searchHint: '例如 3号楼 或 401',
    waiting: (n: number) => `${n} 人等您确认住哪一户`,
    waitingNote: '看看门牌对不对，点一下就好',
    label: (door: string, facts: string): string => sentence(door, facts),
    empty: '还没有住户',
    emptyNote: '一户一户地加，或者把现成的表格导进来。',
    notFound: '没有找到',
    notFoundNote: '换个门牌试试，或者看看是不是在别的网格。',
    people: (n: number) => `${n} 人`,
    noPhone: '没有电话',
    noGrid: '没有分网格',
    add: '加一户',
    import: '导入表格',
    change: '改这一户',
    saved: '存好了',
    drop: '从住户册去掉',
    sure: '真的去掉吗？按过“我已知晓”的人，就对不上是哪一户了。',
    dropped: '去掉了',
    renew: '这一户重新登记',
    renewNote: '换了人家，或者确认错了，就重新登记。',
    renewSure: (n: number) =>
      `真的重新登记吗？确认住这一户的 ${n} 人要再写一次门牌，等您确认。按过的“我已知晓”不再算这一户的。`,
    renewIt: '重新登记',
    renewNot: '先不重新登记',
    renewed: '请他们重新登记了',
    grid: '在哪一格',
    gridNone: '不分网格',
    phone: '电话（可以不写）',
    phoneHint: '例如 0451-5555-0109',
    phoneNow: (covered: string) => `现在的电话 ${covered}`,
    phones: { leave: '照旧', replace: '换一个', forget: '不留了' },
    newPhone: '新的电话',
    needPhone: '先写新的电话',
    note: '电话只在打的时候才看得全，谁看过都有记录。',
  },

  import: {
    title: '导入表格',
    note: 'Excel 表（XLSX）或 CSV 都行。第一行写列名，下面一行一户：',
    columns: [
      ['楼栋', '3号楼'],
      ['单元', '2单元（没有可以空着）'],
      ['房号', '401'],
      ['电话', '0451-5555-0101（可以空着）'],
      ['网格', '一号网格（可以空着）'],
    ] as const,
    again: '已经有的住户不会重复，电话和网格照表格改。',
    choose: '选一个表格',
    other: '换一个表格',
    inChats: '先把表格发到微信聊天里，比如发给“文件传输助手”，再到这里选。',
    checking: '正在看表格',
    checked: (name: string) => `看过了：${name}`,
    counts: ({ fresh, changed, same, left }: Imported): string =>
      [
        fresh > 0 && `新的 ${homes(fresh)}`,
        changed > 0 && `改 ${homes(changed)}`,
        same > 0 && `一样 ${homes(same)}`,
        left > 0 && `有 ${left} 行没读懂`,
      ]
        .filter(Boolean)
        .join('，')
        .replace(/ /g, '\u00a0') || '表格里没有住户',
    line: (line: number, why: string) => `第 ${line} 行 ${why}`,
    more: (n: number) => `还有 ${n} 行`,
    leave: '没读懂的行不会导入，改好以后再导一次就行。',
    send: (n: number) => `导入这 ${homes(n)}`,
    nothing: '没有要导入的',
    done: ({ fresh, changed }: Imported): string => `加了 ${homes(fresh)}，改了 ${homes(changed)}`,
    tooLarge: '表格太大了，请分成几个再导。',
  },

  claims: {
    intro: '他们说住在这里。知道对的，就确认；不对的，说一声为什么。这里看不到是哪位居民。',
    empty: '没有等您确认的',
    emptyNote: '居民说了住哪一户，会在这里。',
    facts: (at: string, people: number, known: boolean): string =>
      words.facts(
        `${ago(at)} 写的`,
        known ? (people > 0 ? `已登记 ${people} 人` : '还没有人登记') : '住户册里没有，确认就加上',
      ),
    confirm: '确认',
    confirmAt: (door: string) => `确认 ${door}`,
    confirmed: '确认了',
    decline: '不对',
    declineAt: (door: string) => `${door} 不对`,
    declineTitle: '为什么不确认',
    reasons: ['门牌写错了，请再看看', '问过这一户，没有这位邻居', '这个门牌不在我们社区'],
    ready: '选一句，或者自己写',
    label: '写给居民的原因',
    hint: '例如 您写的是 2单元，应该是 3单元吧',
    send: '告诉居民',
    declined: '告诉居民了',
    more: (n: number) => `后面还有 ${n} 人`,
  },
};
