import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { DivisionsError, divisionsText, importDivisions } from '../cloud/org/import';
import type { Db } from '../cloud/kit/database';
import { fingerprint } from './kit/fingerprint';
import { root, textOf } from './kit/sources';
import { JIANGPAN, openTown, type Town } from './kit/town';

let town: Town;
let db: Db;
beforeAll(async () => {
  town = await openTown();
  ({ db } = town);
});
afterAll(() => town.close());

/** How many changed files are tried; `FUZZ_RUNS` says how long one looks, as it does in the fuzz test. */
const RUNS = Math.max(30, 6 * Number(process.env.FUZZ_RUNS ?? 24));

const harbin = textOf('cloud/demo/divisions-harbin.csv');
const header = 'code,level,name,parent_code\n';
/** A city of its own: small enough to change line by line. */
const small = `${header}3301,city,杭州市,33
330102,district,上城区,3301
330102001,street,清波街道,330102
330102001001,community,清波门社区居委会,330102001
330102001002,community,柳浪社区,330102001
330106,district,西湖区,3301
330106110,street,转塘镇,330106
330106110200,community,里山村村委会,330106110
`;

/** What the file is refused for. The database must be as it was. */
async function refused(csv: string): Promise<string> {
  const before = await fingerprint(db);
  const outcome = await importDivisions(db, csv).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(DivisionsError);
  expect(await fingerprint(db)).toEqual(before);
  return (outcome as DivisionsError).message;
}

const nodesOf = async (city: string) =>
  db.selectFrom('node').selectAll().where('code', 'like', `${city}%`).orderBy('code').execute();

test('the 3,505 divisions of Harbin load, and loading them again changes nothing', async () => {
  const before = await fingerprint(db);
  expect(await importDivisions(db, harbin)).toEqual({ added: 0, changed: 0, same: 3505 });
  expect(await fingerprint(db)).toEqual(before);
  expect((await nodesOf('2301')).length).toBe(3505);
  const { places } = await town.as(null).org.find({ q: '江畔' });
  expect(places[0]).toEqual({
    ...{ code: JIANGPAN, level: 'community', name: '江畔社区', open: true },
    above: ['哈尔滨市', '道外区', '东原街道'],
  });
});

test('a city loads, and one renamed node changes one row and nothing else', async () => {
  expect(await importDivisions(db, small)).toEqual({ added: 8, changed: 0, same: 0 });
  const before = await nodesOf('3301');
  expect(await importDivisions(db, small.replace('柳浪社区', '柳浪新村社区居委会'))).toEqual({
    ...{ added: 0, changed: 1, same: 7 },
  });
  const changed = (await nodesOf('3301')).filter((node, i) => JSON.stringify(node) !== JSON.stringify(before[i]));
  expect(changed).toMatchObject([{ code: '330102001002', name: '柳浪新村社区', official_name: '柳浪新村社区居委会' }]);
  await importDivisions(db, small);
});

test('a community that is switched on stays on', async () => {
  await importDivisions(db, harbin.replace('江畔社区居委会', '江畔新社区居委会'));
  expect(
    await db.selectFrom('node').select(['is_open', 'name']).where('code', '=', JIANGPAN).executeTakeFirst(),
  ).toEqual({ is_open: true, name: '江畔新社区' });
  await importDivisions(db, harbin);
});

test.each([
  ['with Windows line ends', small.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\ufeff${small}`],
  ['without a line end at its end', small.trimEnd()],
  ['with empty lines', small.replaceAll('\n', '\n\n')],
  ['with its lines in any order', header + small.slice(header.length).trimEnd().split('\n').reverse().join('\n')],
  ['with quotes around its fields', small.replace('柳浪社区', '"柳浪社区"')],
  ['with blanks around its fields', small.replace('柳浪社区', ' 柳浪社区 ')],
])('a file %s is the same file', async (_how, csv) => {
  await importDivisions(db, small);
  expect(await importDivisions(db, csv)).toEqual({ added: 0, changed: 0, same: 8 });
});

test('a name may hold a comma and a quote', async () => {
  await importDivisions(db, small.replace('柳浪社区', '"柳浪, ""东""社区"'));
  expect((await nodesOf('330102001002'))[0]).toMatchObject({ official_name: '柳浪, "东"社区' });
  await importDivisions(db, small);
});

describe('a file is refused as a whole, with the line number', () => {
  const line = (number: number, with_: string): string =>
    small
      .split('\n')
      .with(number - 1, with_)
      .join('\n');
  test.each([
    ['a missing parent', line(3, ''), 'Line 4: the parent 330102 of 330102001 is not in the file.'],
    ['a duplicate code', `${small}330102,district,上城区,3301\n`, 'Line 10: the code 330102 is on line 3 already.'],
    ['another level', line(3, '330102,street,上城区,3301'), 'Line 3: a code of 6 digits is a district, not "street".'],
    ['a code of five digits', line(3, '33010,district,上城区,3301'), 'Line 3: "33010" is not a division code.'],
    ['letters for a code', line(3, '33O102,district,上城区,3301'), 'Line 3: "33O102" is not a division code.'],
    ['no name', line(3, '330102,district,,3301'), 'Line 3: the name must have 1 to 60 characters.'],
    ['an endless name', line(3, `330102,district,${'区'.repeat(61)},3301`), 'Line 3: the name must have 1 to 60'],
    [
      'a name nobody can see',
      line(3, '330102,district,上\u0000城区,3301'),
      'Line 3: the name has a character that nobody can see.',
    ],
    [
      'a parent of another branch',
      line(8, '330106110,street,转塘镇,330102'),
      'Line 8: 330102 is not the code one level',
    ],
    ['a parent two levels up', line(8, '330106110,street,转塘镇,3301'), 'Line 8: 3301 is not the code one level above'],
    ['itself as a parent', line(8, '330106110,street,转塘镇,330106110'), 'Line 8:'],
    ['too few fields', line(3, '330102,district'), 'Line 3: there must be 4 fields, not 2.'],
    ['too many fields', line(3, '330102,district,上城区,3301,0'), 'Line 3: there must be 4 fields, not 5.'],
    ['a quote that is never closed', line(3, '330102,district,"上城区,3301'), 'line'],
    ['a quote in the middle', line(3, '330102,district,上"城"区,3301'), 'line 3'],
    ['other columns', small.replace('parent_code', 'parent'), 'Line 1: the columns must be'],
    ['no header', small.slice(header.length), 'Line 1: the columns must be'],
    ['nothing in it', '', 'Line 1: the columns must be'],
  ])('for %s', async (_what, csv, words) => {
    expect(await refused(csv)).toContain(words);
  });

  test('that a spreadsheet saved in another encoding, before any name is lost', () => {
    expect(() => divisionsText(Buffer.from('code,level,name,parent_code\n2301,city,\xb9\xfe,23', 'latin1'))).toThrow(
      DivisionsError,
    );
    expect(divisionsText(Buffer.from('哈尔滨市'))).toBe('哈尔滨市');
  });

  test('even when all other lines of a large file are right', async () => {
    const lines = harbin.split('\n');
    const at = lines.findIndex((one) => one.startsWith(JIANGPAN));
    const wrong = lines.with(at, (lines[at] ?? '').replace('230104009009', '230104909009')).join('\n');
    expect(await refused(`${wrong}230199001001,community,无名社区,230199001`)).toMatch(/^Line \d+: /);
  });
});

test('whatever happens to one line, the file is a valid tree or is refused with a line number', async () => {
  const lines = small.trimEnd().split('\n');
  const letters = fc.constantFrom(...'0193,"\n\r \t村社\u0000\u202e\ud800\ufeff;\\\'');
  const mutated = fc
    .tuple(fc.nat(lines.length - 1), fc.nat(40), fc.nat(6), fc.string({ unit: letters, maxLength: 4 }))
    .map(([at, from, cut, put]) => {
      const line = lines[at] ?? '';
      return lines.with(at, line.slice(0, from) + put + line.slice(from + cut)).join('\n');
    });
  const dropped = fc.nat(lines.length - 1).map((at) => lines.toSpliced(at, 1).join('\n'));
  const swapped = fc
    .tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1))
    .map(([one, other]) => lines.with(one, lines[other] ?? '').join('\n'));

  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 8, arbitrary: mutated }, dropped, swapped), async (csv) => {
      const before = await fingerprint(db);
      const outcome = await importDivisions(db, csv).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(DivisionsError);
        expect(outcome.message).toMatch(/\bline \d+/i);
        expect(await fingerprint(db)).toEqual(before);
        return;
      }
      await expectTree();
      // Repeating an accepted file changes nothing.
      expect(await importDivisions(db, csv)).toMatchObject({ added: 0, changed: 0 });
    }),
    { numRuns: RUNS },
  );
});

/** Every node but a city hangs below the node whose code its own begins with, one level up, and says it in plain words. */
async function expectTree(): Promise<void> {
  const parentOf: Record<string, number> = { city: 0, district: 4, street: 6, community: 9 };
  const nodes = await db.selectFrom('node').selectAll().execute();
  const codes = new Set(nodes.map(({ code }) => code));
  const wrong = nodes.filter(({ code, level, parent_code, official_name }) => {
    const parent = code.slice(0, parentOf[level]) || null;
    const isHung = parent === parent_code && (parent === null || codes.has(parent));
    return !isHung || official_name === '' || /\p{Cc}/u.test(official_name);
  });
  expect(wrong).toEqual([]);
}

test('the operator’s command says what it did, and what is wrong, in one line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-import-'));
  const good = join(folder, 'good.csv');
  const bad = join(folder, 'bad.csv');
  writeFileSync(good, small);
  writeFileSync(bad, small.replace('330102,district,上城区,3301\n', ''));
  const run = (file: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'cloud/org/cli.ts', 'import', file], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', DATA_DIR: folder },
    }).then(
      ({ stdout }) => ({ said: stdout, failed: false }),
      ({ stderr }: { stderr: string }) => ({ said: stderr, failed: true }),
    );
  const first = await run(good);
  expect([first.failed, first.said]).toEqual([
    false,
    expect.stringMatching(/^8 added, 0 changed, 0 as before, in [\d.]+ s\.\n$/),
  ]);
  expect(await run(bad)).toEqual({
    said: 'Line 3: the parent 330102 of 330102001 is not in the file. Nothing was changed.\n',
    failed: true,
  });
  rmSync(folder, { recursive: true });
});
