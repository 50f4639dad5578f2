import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { tableOf } from '../cloud/reports';
import { shanghaiDay } from '../cloud/kit/clock';
import { words } from '../cloud/reports/words';
import { pictureOf } from './kit/acts';
import { clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
const DAYS = { firstDay: '2026-10-01', lastDay: '2026-10-02' };
beforeAll(async () => {
  town = await openTown();
  const { reports } = town.as('resident-1');
  const text = '=1+1 三单元的灯不亮，打 0451-5550-0101 找我';
  const { report } = await reports.file({ clientId: clientId(), text, place: { words: '三单元' } });
  town.clock.advance(4 * 60_000);
  await town.as('gridworker').reports.reply({ clientId: clientId(), reportId: report.id, text: '这就去看' });
  await town.as('resident-2').reports.file({ clientId: clientId(), text: '井盖响' });
});
afterAll(() => town.close());

const get = async (url: string) => {
  const { statusCode, rawPayload, headers } = await town.app.inject({ url: new URL(url).pathname });
  return { status: statusCode, bytes: rawPayload, type: headers['content-type'] };
};
const addressOf = async (as: 'csv' | 'xlsx', given: object = {}) =>
  (await town.as('secretary').reports.export({ communityCode: JIANGPAN, ...DAYS, as, ...given })).url;

test('a table says of each report when it came, how it was answered and what became of it, and no number to call', async () => {
  const { bytes, type } = await get(await addressOf('csv'));
  expect(type).toBe('text/csv; charset=utf-8');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...rows] = parse(bytes, { bom: true });
  expect(head).toEqual(words.table.columns);
  const known = rows.map((row) => Object.fromEntries(row.map((cell, i) => [head?.[i] ?? '', cell])));
  expect(known).toHaveLength(2);
  expect(known[0]).toMatchObject({
    社区: '江畔社区',
    种类: '随手拍',
    反映时间: '2026-10-01 10:00',
    地点: '三单元',
    第一次答复: '2026-10-01 10:04',
    '用了几分钟（服务时间）': '4',
    十分钟内答复: '是',
    现在怎样: '办理中',
    居民说解决了: '',
  });
  // What looks like a formula is text to whoever opens it.
  expect(known[0]?.内容).toBe("'=1+1 三单元的灯不亮，打 … 找我");
});

test('the same as a workbook', async () => {
  const { bytes, type } = await get(await addressOf('xlsx'));
  expect(type).toContain('spreadsheetml');
  const { readXlsx } = await import('hucre/xlsx');
  const { sheets } = await readXlsx(bytes);
  expect(sheets[0]?.name).toBe(words.table.name);
  expect(sheets[0]?.rows.map((row) => row[6])).toEqual(['内容', '=1+1 三单元的灯不亮，打 … 找我', '井盖响']);
});

test('the days are Shanghai days, and other places are not in it', async () => {
  const lines = async (url: string) => parse((await get(url)).bytes, { bom: true }).length - 1;
  expect(await lines(await addressOf('csv', { firstDay: '2026-10-02' }))).toBe(0);
  const editor = await town.person({ roles: [['secretary', XIAOHONG]] });
  const { url } = await editor.call.reports.export({ communityCode: XIAOHONG, ...DAYS, as: 'csv' });
  expect(await lines(url)).toBe(0);
});

test('an address that is not ours, was changed, or is older than ten minutes shows nothing; that it was asked for stays', async () => {
  const url = await addressOf('csv');
  for (const other of [
    url.replace(JIANGPAN, XIAOHONG),
    url.replace('.csv', '.xlsx'),
    url.replace('2026-10-01', '2026-09-01'),
  ])
    expect((await get(other)).status).toBe(404);
  expect((await get(url)).status).toBe(200);
  town.clock.advance(600_000);
  expect((await get(url)).status).toBe(404);
  const lines = await town.db.selectFrom('audit').select('input').where('procedure', '=', 'reports.export').execute();
  expect(lines.length).toBeGreaterThan(0);
});

test('days in the wrong order are refused, and so is whoever does not set how the place answers', async () => {
  const wrong = { communityCode: JIANGPAN, firstDay: '2026-10-02', lastDay: '2026-10-01', as: 'csv' as const };
  expect(await refusalOf(town.as('secretary').reports.export(wrong))).toBe('input.invalid');
  const grid = town.as('gridworker').reports.export({ communityCode: JIANGPAN, ...DAYS, as: 'csv' });
  expect(await refusalOf(grid)).toBe('role.missing');
});

test('of what was reopened it says how the first answer came, and who said that it is solved', async () => {
  // The day of its own keeps it out of every other table.
  town.clock.advance(5 * 24 * 3_600_000);
  const secretary = await town.person({ roles: [['secretary', XIAOHONG]] });
  const worker = await town.person({ roles: [['gridworker', XIAOHONG]] });
  const one = await town.person({ home: XIAOHONG });
  const minutes = (n: number) => town.clock.advance(n * 60_000);
  const day = shanghaiDay(town.clock.now());
  const reply = (reportId: string) => worker.call.reports.reply({ clientId: clientId(), reportId, text: '收到' });
  const close = async (reportId: string) => {
    const pictures = [await pictureOf(town, worker.id)];
    await worker.call.reports.close({ clientId: clientId(), reportId, text: '好了', pictures });
  };
  const { report } = await one.call.reports.file({ clientId: clientId(), text: '先及时后不及时' });
  minutes(3);
  const first = town.clock.now();
  await reply(report.id);
  await close(report.id);
  await one.call.reports.object({ clientId: clientId(), reportId: report.id, text: '没好' });
  minutes(20);
  await reply(report.id);
  await close(report.id);
  await one.call.reports.agree({ reportId: report.id });
  const entered = await worker.call.reports.enter({
    ...{ clientId: clientId(), text: '大娘的事' },
    communityCode: XIAOHONG,
    way: 'visit',
  });
  minutes(15);
  await reply(entered.report.id);
  await close(entered.report.id);
  const heard = { clientId: clientId(), reportId: entered.report.id, agreed: true, text: '满意' };
  await secretary.call.reports.heard(heard);
  const asked = { communityCode: XIAOHONG, firstDay: day, lastDay: day, as: 'csv' as const };
  const { url } = await secretary.call.reports.export(asked);
  const [head, ...rows] = parse((await get(url)).bytes, { bom: true });
  const known = rows.map((row) => Object.fromEntries(row.map((cell, i) => [head?.[i] ?? '', cell])));
  expect(known).toMatchObject([
    {
      ...{ 第一次答复: words.table.instant(first), '用了几分钟（服务时间）': '3', 十分钟内答复: '是' },
      ...{ 现在怎样: '办完了', 居民说解决了: '是', 重新打开几次: '1' },
    },
    {
      ...{ '用了几分钟（服务时间）': '15', 十分钟内答复: '否', 怎么反映的: '来访' },
      ...{ 现在怎样: '办完了', 居民说解决了: '是，由工作人员代记', 重新打开几次: '0' },
    },
  ]);
});

test('a table is read from the database as it is downloaded, and each report stands in it once', async () => {
  await sql`insert into report (community_id, id, kind, standing, words, pictures, way, filed_by, filed_at, is_open, may_publish,
      doubtful, asked_at, shelf)
    select ${XIAOHONG}, 1000 + n, 'problem', 'waiting', '第 ' || n || ' 件', '[]', 'phone', 1, '2026-10-01T02:00:00Z', false, false, false,
      '2026-10-01T02:00:00Z', 0 from generate_series(1, 2500) n`.execute(town.db);
  let asked = 0;
  const db = town.db.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const wanted = { code: XIAOHONG, ...DAYS, as: 'csv' as const };
  const reader = (await tableOf(db, wanted, town.clock.now())).getReader();
  await reader.read();
  const atFirst = asked;
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length;
  expect(bytes).toBeGreaterThan(100_000);
  expect(atFirst).toBeLessThan(asked);
  const whole = await new Response(await tableOf(town.db, wanted, town.clock.now())).text();
  const ids = parse(whole, { bom: true })
    .slice(1)
    .map(([id]) => id);
  expect([ids.length, new Set(ids).size]).toEqual([2500, 2500]);
});
