import { sql } from 'kysely';
import { say as tabs } from '../../src/tabs/words';
import { words } from '../../src/kit/words';
import { limits } from '../../types/limits';
import { JIANGPAN } from '../kit/town';
import { openChromium } from './drive/chromium';
import { openJsdom } from './drive/jsdom';
import { isShort } from './drive/looks';
import { become, cityForWalks } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** Nothing, and ten thousand; the longest title, and no picture: the pages are the same. */
const walks = cityForWalks();
/** A run that must keep within its time looks at the feed alone, which everybody sees. */
const whole = isShort ? test.skip : test;
const MANY = 10_000;
/** Times that somebody comes to the bottom of a list. */
const PULLS = 3;
/** What a page may hold of built-in components. */
const NODES = 1_000;

/** So long that one more character is refused, and numbered, so that each of them is another. */
const longest = sql`rpad('第 ' || n || ' 条 ', ${limits.title}::int, '江畔路中段因为更换供水管道停水请提前存水')`;

const fillFeed = () =>
  sql`with written as (
      insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, pinned, made_by, created_at)
      select ${JIANGPAN}, ${10 ** 15}::bigint + n, 'notice', ${longest}, '周四停水', '社区书记', '[]',
        ${walks.city.town.clock.now()}::timestamptz - n * interval '7 minutes', false, 1, ${walks.city.town.clock.now()}::timestamptz
      from generate_series(1, ${MANY}::int) as n returning community_id, id)
    insert into notice_count (community_id, notice_id) select community_id, id from written`.execute(
    walks.city.town.db,
  );

/** Reports of the first resident, which wait for their first answer. */
const fillReports = () =>
  sql`insert into report (community_id, id, kind, standing, words, pictures, way, reporter_id, filed_by, filed_at, is_open, may_publish,
      doubtful, asked_at, due_at, answered_at, ends_at, solved, shelf, next_at)
    select ${JIANGPAN}, ${2 * 10 ** 15}::bigint - n, 'problem', 'waiting',
      rpad('第 ' || n || ' 件 ', ${limits.reportWords}::int, '楼道灯不亮'), '[]', 'app', p.id, p.id, t.at, true, false, false, t.at,
      t.at + interval '10 minutes', null, null, null, 0, t.at + interval '10 minutes'
    from generate_series(1, ${MANY}::int) n
    join person p on p.persona = 'resident-1'
    cross join lateral (select ${walks.city.town.clock.now()}::timestamptz - n * interval '1 minute' as at) t`.execute(
    walks.city.town.db,
  );

/** Comes to the bottom a few times, and sees more each time. @returns how many nodes there were after each */
async function pullThrough(phone: Phone, row: string, pulls = PULLS): Promise<number[]> {
  const nodes: number[] = [];
  const first = await phone.act('count', row);
  for (let pull = 0; pull < pulls; pull++) {
    // What is still being loaded would be in the way of more.
    await phone.settled();
    const before = await phone.act('count', row);
    // Whoever sees nothing come pulls again.
    await until('more of the list is there', async () => {
      await phone.act('reachBottom');
      await phone.settled();
      // A list that leafs is full after some pulls, and the screen may have come to its bottom by itself before.
      return (await phone.act('count', row)) > before || (await phone.act('count', '.pager')) > 0;
    });
    await phone.settled();
    nodes.push((await phone.act('tree')).nodes);
  }
  expect(await phone.act('count', row)).toBeGreaterThan(first);
  return nodes;
}

test('a community that has published nothing says so, and what will be there', async () => {
  const { city } = walks;
  await city.town.db.deleteFrom('notice_count').execute();
  await sql`update notice set publish_at = ${city.town.clock.now()}::timestamptz + interval '1 day'`.execute(
    city.town.db,
  );
  const phone = await launch({ city, glass: openJsdom });
  await phone.tap('.row “江畔社区”');
  await phone.see(tabs.feedEmpty('江畔社区'));
  await phone.see(tabs.feedEmptyNote);
  await phone.act('reachBottom');
  await phone.settled();
  expect(await phone.act('count', '.headline')).toBe(0);
  await phone.close();
});

test('ten thousand notices with the longest titles and no pictures: the newest first, and more at the bottom', async () => {
  const { city } = walks;
  await fillFeed();
  const phone = await launch({ city, glass: openChromium });
  await phone.tap('.row “江畔社区”');
  await phone.see('第 1 条');
  expect(await phone.act('overflowing')).toEqual([]);
  const nodes = await pullThrough(phone, '.headline', 2);
  expect(Math.max(...nodes)).toBeLessThan(NODES);
  expect(await phone.act('overflowing')).toEqual([]);
  // The last of them opens as the first does, and back is where it was.
  await phone.tap('.headline “第 30 条”');
  await phone.seePage('notices/notice/index');
  await phone.see('第 30 条');
  expect(await phone.act('overflowing')).toEqual([]);
  await phone.back();
  await phone.seePage('tabs/home/index');
  await phone.settled();
  await phone.see('第 30 条');
  await phone.close();
});

test('whoever goes on to the bottom of the feed leafs through it, and no page is longer than a phone holds', async () => {
  const phone = await launch({ city: walks.city, glass: openJsdom });
  await phone.tap('.row “江畔社区”');
  await phone.see('第 1 条');
  const nodes = await pullThrough(phone, '.headline', 2);
  expect(await phone.act('count', '.headline')).toBe(limits.page);
  await phone.act('reachBottom');
  await phone.settled();
  expect(await phone.act('count', '.headline')).toBe(limits.page);
  await phone.tap(words.pager.later);
  await phone.seeNoMore('第 1 条');
  await phone.see(`第 ${limits.page + 1} 条`);
  nodes.push(...(await pullThrough(phone, '.headline', 2)));
  // Somebody who comes back from a notice of a later page finds that page.
  await phone.tap(`.headline “第 ${2 * limits.page} 条”`);
  await phone.seePage('notices/notice/index');
  await phone.back();
  await phone.settled();
  await phone.see(`第 ${2 * limits.page} 条`);
  await phone.tap(words.pager.earlier);
  await phone.see('第 1 条');
  await phone.close();
  expect(Math.max(...nodes)).toBeLessThan(NODES);
});

whole('ten thousand reports of one person come page by page', async () => {
  const { city } = walks;
  await fillReports();
  const phone = await launch({ city, glass: openJsdom, path: 'reports/mine/index' });
  await become(phone, 'resident-1');
  await phone.see('第 1 件');
  const nodes = await pullThrough(phone, '.reportrow');
  expect(Math.max(...nodes)).toBeLessThan(NODES);
  await phone.close();
});

whole('an inbox in which ten thousand wait shows eight at a time', async () => {
  const { city } = walks;
  const phone = await launch({ city, glass: openJsdom, path: 'reports/inbox/index' });
  await become(phone, 'gridworker');
  await phone.see('楼道灯不亮');
  const first = await phone.act('count', '.inrow');
  expect(first).toBeGreaterThan(0);
  for (let page = 0; page < PULLS; page++) {
    await phone.settled();
    await phone.tap(words.pager.later);
    await phone.settled();
    expect(await phone.act('count', '.inrow')).toBe(first);
    expect((await phone.act('tree')).nodes).toBeLessThanOrEqual(100);
  }
  await phone.close();
});
