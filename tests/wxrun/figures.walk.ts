import sharp from 'sharp';
import { say } from '../../src/figures/words';
import { words } from '../../src/kit/words';
import { say as tabs } from '../../src/tabs/words';
import { measures, type Measure } from '../../types/measures';
import { published } from '../kit/acts';
import { JIANGPAN, read } from '../kit/town';
import { counted, quiet, uncounted } from './drive/figureFiles';
import { instead, type Stand } from './drive/instead';
import { openChromium } from './drive/chromium';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import { launch } from './drive/phone';
import { until } from './drive/until';

/** What a community did, in figures: who sees what, what a number means, how it was, and what one takes along. */
const walks = cityForWalks();
const STREET = '230104009';
const path = 'figures/community/index';
/** As the page sets them: no fact is torn apart. */
const LATEST = words.facts(say.range('2026-09-02', '2026-10-01'));
const BEFORE = words.facts(say.range('2026-08-03', '2026-09-01'));
/** The row of a measure; what it is called is said in other places, too. */
const row = (measure: Measure) => `.fact__name “${measures[measure].name}”`;
const cityWith = (stand: Stand, more: Record<string, Stand> = {}) =>
  instead(walks.city, { 'figures.community': stand, ...more });
const askedIn = ({ asked }: ReturnType<typeof cityWith>) =>
  asked.filter(({ name }) => name === 'figures.community').map(({ input }) => input);

test('a resident sees what their community did, and what a number means is one tap away, drawn or in a table', async () => {
  const city = cityWith(counted);
  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: 'tabs/services/index' });
  await phone.tap(tabs.services.figures);
  await phone.seePage(path);
  await phone.see('江畔社区');
  await phone.see(say.lead);
  await phone.see(LATEST);
  // One community, and no way to another one.
  await phone.seeNoMore(words.loading);
  expect(await phone.act('find', '.placehead--many')).toBe(false);
  await phone.tap(row('firstAnswer'));
  await phone.see(measures.firstAnswer.means);
  await phone.see(say.nineOfTen(say.minutes(74)));
  await phone.tap(say.table);
  await phone.see('10月1日 星期四');
  await phone.see(say.none.firstAnswer);
  await phone.tap(words.close);
  await phone.tap(say.spans.month);
  await phone.see(say.lasting('month', 12));
  expect(askedIn(city)).toEqual([
    { communityCode: JIANGPAN, by: 'day' },
    { communityCode: JIANGPAN, by: 'month' },
  ]);
  await phone.close();
});

test('what happened is counted by itself, shown to a resident, and taken along as a table', async () => {
  const { city } = walks;
  const { town } = city;
  const count = () => town.app.chores.figures?.work(() => true);
  await count();
  const before = await town.as('resident-1').figures.community({ communityCode: JIANGPAN, by: 'day' });
  await read(town, town.as('resident-1'), await published(town, { communityCode: JIANGPAN, title: '周四停水' }));
  await count();
  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path });
  await phone.see(`${before.total.notices + 1}${say.lead}`);
  await phone.see(`${before.total.readers + 1}${measures.readers.unit}`);
  await phone.tap(say.csv);
  await phone.see(say.copied);
  const url = (await phone.act('clipboard')) ?? '';
  const table = await city.network({ url, method: 'GET', header: {} });
  expect(table?.body).toContain(measures.notices.name);
  await phone.tap(say.xlsx);
  await until('it is opened', async () => (await phone.act('report')).calls['openDocument'] === 1);
  await phone.close();
});

test('a chart is drawn and said in words, and its picture in the album says by itself what it is', async () => {
  const city = cityWith(counted);
  const answers = { saveImageToPhotosAlbum: [{ fail: 'auth deny' }, { fail: 'cancel' }] };
  const phone = await phoneOf('resident-1', { city, glass: openChromium, path, answers });
  const isInked = async (id: string) =>
    until(`${id} is drawn`, async () => ((await phone.act('inked', id)) ?? 0) > 0.02);
  await isInked('#figures-lead');
  await phone.tap(row('acknowledged'));
  await isInked('#figures-measure');
  await phone.see(say.lines.of);
  expect(await phone.act('attribute', '.chart__canvas--large', 'aria-label')).toContain(measures.acknowledged.name);
  // Once they would not have it in their album, once they changed their mind, and then they keep it.
  await phone.tap(say.save);
  await phone.see(say.saving.denied);
  await phone.seeNoMore(say.saving.denied);
  await phone.tap(say.save);
  await until('they are asked', async () => (await phone.act('report')).calls['saveImageToPhotosAlbum'] === 2);
  await until('nothing waits', async () => !(await phone.act('find', '.button--busy')));
  await phone.tap(say.save);
  await phone.see(say.saving.saved);
  const [picture = '', ...more] = await phone.act('album');
  await phone.close();
  expect(more).toEqual([]);
  const image = sharp(Buffer.from(picture, 'base64'));
  const { width, height } = await image.metadata();
  expect([width, height]).toEqual([750, 1040]);
  // The corner is paper, columns stand in the chart's part, and there are words above and below it.
  const raw = await image.removeAlpha().raw().toBuffer();
  const inkIn = (from: number, to: number) => {
    let dark = 0;
    for (let i = from * 750 * 3; i < to * 750 * 3; i += 3) if ((raw[i] ?? 255) < 0xa0) dark += 1;
    return dark;
  };
  expect([...raw.subarray(0, 3)]).toEqual([0xff, 0xfd, 0xf9]);
  for (const [from, to] of [
    [40, 200],
    [380, 660],
    [840, 1000],
  ] as const)
    expect(inkIn(from, to)).toBeGreaterThan(1_000);
});

test('a picture needs a consent, is not taken without one, and a phone that cannot draw shows the same in a table', async () => {
  const city = cityWith(counted);
  const phone = await phoneOf('resident-1', { city, glass: openChromium, path, askPrivacy: true });
  await phone.tap(row('raised'));
  await phone.tap(say.save);
  await phone.see(words.privacy.why.saveImageToPhotosAlbum);
  await phone.tap(words.privacy.later);
  await phone.see(say.saving.denied);
  expect(await phone.act('album')).toEqual([]);
  await phone.close();

  const plain = await phoneOf('resident-1', { city, glass: openJsdom, path });
  await plain.see(say.noCanvas);
  await plain.tap(row('raised'));
  await plain.see(measures.raised.means);
  await plain.tap(say.table);
  await plain.see('10月1日 星期四');
  await plain.close();
});

test('in the elder view the numbers come before how to look at them, and the table before the chart', async () => {
  const phone = await phoneOf('resident-1', { city: cityWith(counted), glass: openChromium, path, fontScale: 1.4 });
  await phone.see(say.lead);
  await phone.settled();
  const text = await phone.reading();
  expect(text.indexOf(measures.badges.name)).toBeLessThan(text.indexOf(say.spans.week));
  expect(await phone.act('inked', '#figures-lead')).toBeNull();
  await phone.tap(row('raised'));
  await phone.see('10月1日 星期四');
  await phone.tap(say.chart);
  await until('it is drawn', async () => ((await phone.act('inked', '#figures-measure')) ?? 0) > 0.02);
  await phone.close();
});

test('the street office sees its street as a whole, or one community of it, and never two', async () => {
  const city = cityWith(counted);
  const phone = await phoneOf('street', { city, glass: openJsdom, path });
  await phone.tap('.placehead');
  await phone.tap('.sheet “东原街道”');
  await phone.see(say.whole('东原街道'));
  await phone.tap('.sheet “江畔社区”');
  await phone.seeNoMore('东原街道');
  await phone.see('江畔社区');
  await phone.tap('.placehead');
  await phone.tap('.sheet “东原街道”');
  await phone.tap(say.whole('东原街道'));
  await phone.seeNoMore('江畔社区');
  const asked = askedIn(city);
  expect(asked[0]).toEqual({ nodeCode: STREET, by: 'day' });
  expect(asked[1]).toEqual({ communityCode: JIANGPAN, by: 'day' });
  expect(asked[2]).toEqual({ nodeCode: STREET, by: 'day' });
  await phone.close();
});

test('without a network the old numbers stay, and one may try again; earlier ones are a tap back', async () => {
  const city = cityWith(counted);
  const phone = await phoneOf('secretary', { city, glass: openJsdom, path });
  await phone.see(say.lead);
  await phone.offline();
  await phone.see(words.offline);
  await phone.tap(say.earlier);
  await phone.see(words.failed.unreached);
  await phone.see(LATEST);
  await phone.online();
  await phone.tap(words.failed.retry);
  await phone.see(BEFORE);
  await phone.seeNoMore(words.failed.unreached);
  await phone.tap(say.later);
  await phone.see(LATEST);
  expect(askedIn(city).map((input) => input['until'])).toEqual([undefined, '2026-09-01', undefined]);
  await phone.close();
});

test('who has no community is shown the way to one, and a place of which nothing was counted says what will be here', async () => {
  const newcomer = await launch({ city: cityWith(counted), glass: openJsdom, path });
  await newcomer.see(say.nowhere);
  await newcomer.tap(say.find);
  await newcomer.seePage('community/find/index');
  await newcomer.close();

  // Somebody who only looks at a community sees what it did, too.
  const storage = { 'jmk.place': { code: JIANGPAN, level: 'community', name: '江畔社区' } };
  const visitor = await launch({ city: cityWith(counted), glass: openJsdom, path, storage });
  await visitor.see(say.lead);
  await visitor.close();

  const none = await launch({ city: cityWith(uncounted), glass: openJsdom, path, storage });
  await none.see(say.empty('江畔社区'));
  await none.see(say.emptyNote);
  await none.close();

  const still = await launch({ city: cityWith(quiet), glass: openJsdom, path, storage });
  await still.see(say.none.score);
  await still.tap(row('score'));
  await still.see(say.nothing('day'));
  await still.close();

  const refused = await launch({ city: cityWith(() => 'figures.elsewhere'), glass: openJsdom, path, storage });
  await refused.see(words.failed.home);
  await refused.close();
});
