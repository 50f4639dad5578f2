import fc from 'fast-check';
import { covered, patternOf, sameDoor, standingOf, walkOf } from '../cloud/households/rules';
import { planned, readTable, type Cell } from '../cloud/households/table';
import { words } from '../cloud/households/words';
import { limits } from '../types/limits';

const number = fc.integer({ min: 1, max: 999 });
const han = (n: number): string => {
  const digits = '〇一二三四五六七八九';
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const below =
    (tens > 0 ? (tens > 1 || hundreds > 0 ? digits[tens] : '') + '十' : '') + (ones > 0 ? digits[ones] : '');
  if (hundreds === 0) return below;
  return `${digits[hundreds]}百${tens === 0 && ones > 0 ? '零' : ''}${below}`;
};
const wide = (text: string): string =>
  text.replace(/[0-9A-Za-z-]/g, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0));
/** The ways in which people write a number. */
const written = (n: number) => fc.constantFrom(String(n), han(n), wide(String(n)), `0${n}`, ` ${n} `);
const after = (...suffixes: string[]) => fc.constantFrom(...suffixes);

/** One door by its numbers, and some way to write it. */
const doors = fc.record({ b: number, u: number, r: number }).chain(({ b, u, r }) =>
  fc.record({
    key: fc.constant(`${b}|${u}|${r}`),
    door: fc.oneof(
      fc
        .tuple(written(b), after('', '号楼', '栋', '幢', '座', '楼', '号'), written(u), after('', '单元', '门'))
        .chain(([building, house, unit, entrance]) =>
          fc.tuple(written(r), after('', '室', '号', '户'), after('', '第')).map(([room, flat, first]) => ({
            ...{ building: first + building + house, unit: unit + entrance, room: room + flat },
          })),
        ),
      fc.constantFrom(
        { building: `${b}栋`, unit: '', room: `${u}-${r}` },
        { building: `${b}号楼`, unit: '', room: `${b}-${u}-${r}` },
        { building: `${b}号楼`, unit: '', room: `${u}单元${r}室` },
        { building: `${b}号楼${u}单元`, unit: '', room: `${r}` },
        { building: `${b}`, unit: `${u}`, room: wide(`${u}-${r}`) },
      ),
    ),
  }),
);

describe('one door', () => {
  test('has one key however it is written, and another door has another', () => {
    fc.assert(
      fc.property(doors, ({ key, door }) => expect(sameDoor(door)).toBe(key)),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [{ building: '3号楼', unit: '2单元', room: '501室' }, '3|2|501'],
    [{ building: '三栋', unit: '', room: '2-501' }, '3|2|501'],
    [{ building: 'A座', unit: '', room: '１２Ｂ' }, 'a||12b'],
    [{ building: '江畔一号院3号楼', unit: '无', room: '二〇一' }, '江畔1号院3||201'],
    [{ building: '楼', unit: '单元', room: '室' }, '楼|单元|室'],
    [{ building: '十', unit: '/', room: '1-1-101' }, '10||1-1-101'],
    [{ building: '百合苑', unit: '一', room: '平房|左' }, '百合苑|1|平房-左'],
    [{ building: '#', unit: '', room: '—' }, '#||—'],
  ])('%j is %s', (door, key) => expect(sameDoor(door)).toBe(key));

  test('has a key of three parts, whatever is written, with a building and a room in it', () => {
    const text = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: most });
    const any = fc.record({ building: text(20), unit: fc.oneof(fc.constant(''), text(10)), room: text(20) });
    fc.assert(
      fc.property(any, (door) => {
        const parts = sameDoor(door).split('|');
        expect(parts).toHaveLength(3);
        expect([parts[0], parts[2]]).not.toContain('');
        expect(sameDoor(door)).toBe(sameDoor({ ...door }));
      }),
      { numRuns: 2_000 },
    );
    // The longest that one character becomes, in every place: still less than an index takes.
    const most = { building: 'ﷺ'.repeat(20), unit: 'ﷺ'.repeat(10), room: 'ﷺ'.repeat(20) };
    expect(Buffer.byteLength(sameDoor(most))).toBeLessThan(2_600);
    expect(Buffer.byteLength(walkOf(most))).toBeLessThan(1_000);
  });
});

test('the order of doors is that of their numbers: building, entrance, room', () => {
  const door = fc.tuple(number, number, number);
  const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const walk = ([b, u, r]: [number, number, number]) =>
    walkOf({ building: `${b}号楼`, unit: `${u}单元`, room: `${r}` });
  fc.assert(
    fc.property(door, door, (one, other) => {
      const byNumber = one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
      expect(Math.sign(bytes(walk(one), walk(other)))).toBe(Math.sign(byNumber));
    }),
  );
  const order = ['10号楼', '9号楼', 'B座', '九号楼'].map((building) => walkOf({ building, unit: '', room: '1' }));
  expect([...order].sort(bytes)).toEqual([order[1], order[3], order[0], order[2]]);
});

test('what somebody looks for is found in the key of the door it means', () => {
  const like = (pattern: string, key: string) =>
    new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*')}$`, 'u').test(key);
  for (const q of ['3号楼2单元501', '3-2-501', '三栋 2-501', '2单元501室', '501', '3号楼'])
    expect([q, like(patternOf(q) ?? '', '3|2|501')]).toEqual([q, true]);
  expect(like(patternOf('4号楼') ?? '', '3|2|501')).toBe(false);
  expect([patternOf('号楼'), patternOf('%')]).toEqual([null, null]);
});

test('a household that acknowledged knows, whatever staff noted; else the newest note counts', () => {
  const outcomes = ['told', 'away', 'undone', null] as const;
  expect(outcomes.map((outcome) => standingOf(true, outcome))).toEqual(Array(4).fill('acknowledged'));
  expect(outcomes.map((outcome) => standingOf(false, outcome))).toEqual(['assisted', 'rest', 'rest', 'rest']);
});

describe('a number', () => {
  test.each([
    ['13800005678', '138****5678'],
    ['0451-5555-0109', '0451-****-0109'],
    ['55550109', '55****09'],
    ['+86 138 0000 5678', '+86 138 **** 5678'],
    ['110', '**0'],
  ])('%s is shown as %s', (phone, shown) => expect(covered(phone)).toBe(shown));

  test('is never shown whole, and at least half of a short one and four digits of a long one are hidden', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d+][\d -]{2,19}$/), (phone) => {
        const digits = phone.replace(/\D/g, '').length;
        const hidden = covered(phone).split('*').length - 1;
        expect(covered(phone)).toHaveLength(phone.length);
        if (digits > 1) expect(hidden).toBeGreaterThanOrEqual(Math.min(4, Math.ceil(digits / 2)));
      }),
    );
  });
});

describe('a table', () => {
  const grids = [
    { id: '7', name: '一号网格' },
    { id: '8', name: '二号网格' },
  ];
  const read = (...lines: Cell[][]) =>
    readTable(
      lines.map((cells, i) => ({ line: i + 1, cells })),
      grids,
    );
  const says = (...lines: Cell[][]) => read(['楼栋', '单元', '房号', '电话', '网格'], ...lines)?.wrong;

  test('names its columns in any order and by many names, may have a title above and others beside', () => {
    const table = read(
      ['江畔社区住户册'],
      ['序号', ' 门牌（必填）', '联系电话', '楼 号', '网格', '备注', '单元'],
      ['1', '501', '13800005678', '3', '一号网格', 'x', '2'],
      [],
      ['2', '502', '', '3', '', '', ''],
    );
    expect(table?.wrong).toEqual([]);
    expect(table?.entries).toEqual([
      {
        ...{ line: 3, building: '3', unit: '2', room: '501', same: '3|2|501' },
        ...{ walk: walkOf({ building: '3', unit: '2', room: '501' }), phone: '13800005678', gridId: '7' },
      },
      expect.objectContaining({ line: 5, unit: '', same: '3||502', phone: null, gridId: null }),
    ]);
  });

  test('that does not say which column is the building and which the room is none', () => {
    expect(read(['楼栋', '电话'], ['3', '1'])).toBeNull();
    expect(read(['3', '2', '501'])).toBeNull();
    expect(read()).toBeNull();
    expect(read(...Array.from({ length: 6 }, () => ['x']), ['楼栋', '房号'])).toBeNull();
  });

  test.each([
    ['has no building', ['', '2', '501'], words.wrong.noBuilding],
    ['has no room', ['3', '2', ' '], words.wrong.noRoom],
    ['has a building too long', ['长'.repeat(21), '', '1'], '楼栋要写 1 到 20 个字'],
    ['has a unit too long', ['3', '长'.repeat(11), '1'], '单元不超过 10 个字'],
    ['has a room too long', ['3', '', '1'.repeat(21)], '房号要写 1 到 20 个字'],
    ['has a number that is none', ['3', '', '1', '没有'], '电话只写数字和短横'],
    ['has a grid that there is not', ['3', '', '1', '', '九号网格'], words.wrong.noGrid('九号网格')],
    ['has what a program took for a date', ['3', '', { day: '2026-03-02' }], words.wrong.date('房号')],
  ])('says of a line that %s what is wrong with it', (_what, line, sentence) => {
    expect(says(line)).toEqual([{ line: 2, says: sentence }]);
  });

  test('takes each door once, and a number as people type it', () => {
    expect(says(['3', '2', '501'], ['4', '', '1'], ['三号楼', '', '2-501室'])).toEqual([
      { line: 4, says: words.wrong.twice(2) },
    ]);
    expect(read(['楼', '室', '手机'], ['3', '1', '０４５１－５５５０ 0101'])?.entries[0]?.phone).toBe('0451-5550 0101');
  });

  test('becomes what is new, what has another number or grid, and what stays; each line is one of these or is named', () => {
    const cell = fc.constantFrom(
      '',
      '1',
      '2',
      '一',
      '3号楼',
      '13800005678',
      '0451-5550-0101',
      '一号网格',
      '九号',
      '长'.repeat(21),
    );
    const lines = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 29 })), (rows, knownAt) => {
        const { entries = [], wrong = [] } = read(['楼栋', '单元', '房号', '电话', '网格'], ...rows) ?? {};
        const filled = rows.filter((row) => row.some((one) => one !== '')).length;
        expect(entries.length + wrong.length).toBe(filled);
        expect(new Set(entries.map(({ same }) => same)).size).toBe(entries.length);
        const known = new Map(
          knownAt.flatMap((at) => {
            const entry = entries[at];
            return entry ? [[entry.same, { id: `${at}`, gridId: '7', phone: () => '13800005678' }] as const] : [];
          }),
        );
        const plan = planned(entries, known);
        expect(plan.fresh.length + plan.changed.length + plan.same).toBe(entries.length);
        expect(plan.changed.length + plan.same).toBe(known.size);
        // Once done, the same file changes nothing.
        const done = new Map(
          entries.map(({ same, phone, gridId }) => {
            const before = known.get(same);
            const number = phone ?? before?.phone() ?? null;
            return [same, { id: '1', gridId: gridId ?? before?.gridId ?? null, phone: () => number }];
          }),
        );
        expect(planned(entries, done)).toEqual({ fresh: [], changed: [], same: entries.length });
      }),
    );
  });

  test('of a full register is read in a moment', () => {
    const rows = Array.from({ length: limits.households }, (_, i) => [`${1 + (i % 50)}号楼`, `${i % 4}`, `${i}`]);
    expect(read(['楼栋', '单元', '房号'], ...rows)?.entries).toHaveLength(limits.households);
  });
});
