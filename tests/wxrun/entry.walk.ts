import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as tabs } from '../../src/tabs/words';
import { draftOf, JIANGPAN, XIAOHONG } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks } from './drive/people';
import { launch, type Launch, type Phone } from './drive/phone';

/** What WeChat fetched before the program had started, and the codes and links that hang on doors and in newspapers. */
const walks = cityForWalks();
const PAGE = 'notices/notice/index';
const SCANNED = 1047;
type Query = Record<string, string>;

const publish = async (title: string): Promise<string> =>
  (await walks.city.town.as('secretary').notices.publish(draftOf({ title }))).notice.id;
const open = (how: Partial<Launch>): Promise<Phone> =>
  launch({ city: walks.city, glass: openJsdom, path: PAGE, ...how });

describe('what WeChat fetched beforehand', () => {
  /** What our cloud gives to WeChat for a notice, under the title of yesterday, so that it can be told apart. */
  const fetchedFor = async (id: string, change: (fetched: Record<string, string>) => object = (same) => same) => {
    const query = { path: PAGE, query: `id=${id}` };
    const { payload } = await walks.city.town.app.inject({ url: '/wechat/prefetch', query });
    const fetched = JSON.parse(payload) as { notice: object };
    const fetchedData = JSON.stringify({ ...fetched, notice: { ...fetched.notice, title: '先到的标题' }, readers: 7 });
    return { scene: 1001, timeStamp: Date.now(), ...change({ fetchedData, ...query }) };
  };
  /** A cloud that answers notices.open when it is let. */
  const slowCloud = () => {
    let answer = (): void => undefined;
    const wait = new Promise<void>((done) => (answer = done));
    const city = instead(walks.city, {
      'notices.open': async ({ noticeId }) => {
        await wait;
        return walks.city.town.as(null).notices.open({ noticeId: String(noticeId) });
      },
    });
    return { city, answer: () => answer() };
  };

  test('is in sight before the cloud has answered, and gives way to its answer', async () => {
    const id = await publish('云上的标题');
    const { city, answer } = slowCloud();
    const answers = { getBackgroundFetchData: [await fetchedFor(id)] };
    const phone = await open({ city, query: { id }, answers });
    await phone.see('先到的标题');
    await phone.see(words.readers(7));
    answer();
    await phone.see('云上的标题');
    await phone.seeNoMore('先到的标题');
    await phone.close();
  });

  test('may come late, while the cloud is still silent', async () => {
    const id = await publish('云上的标题');
    const { city, answer } = slowCloud();
    const phone = await open({ city, query: { id } });
    await phone.see(words.demo.now(words.demo.newcomer));
    await phone.act('fetched', { fetchType: 'pre', ...(await fetchedFor(id)) });
    await phone.see('先到的标题');
    answer();
    await phone.see('云上的标题');
    await phone.act('fetched', { fetchType: 'pre', ...(await fetchedFor(id)) });
    expect(await phone.reading()).not.toContain('先到的标题');
    await phone.close();
  });

  test('stays in sight when the cloud cannot be reached, with the line that says so', async () => {
    const id = await publish('断网的时候');
    const city = instead(walks.city, { 'notices.open': () => null });
    const phone = await open({ city, query: { id }, answers: { getBackgroundFetchData: [await fetchedFor(id)] } });
    await phone.see('先到的标题');
    await phone.see(words.failed.unreached);
    await phone.offline();
    await phone.see(words.offline);
    await phone.see('先到的标题');
    await phone.close();
  });

  test.each([
    ['of another notice', (same: object) => ({ ...same, query: 'id=1' })],
    ['of another page', (same: object) => ({ ...same, path: 'tabs/home/index' })],
    ['that is no JSON', (same: object) => ({ ...same, fetchedData: '<html>' })],
    ['that is not whole', (same: object) => ({ ...same, fetchedData: '{"notice":{"id":"1"}}' })],
    ['that is empty', (same: object) => ({ ...same, fetchedData: 'null', query: undefined })],
  ])('%s is as good as nothing', async (_, change) => {
    const id = await publish('照常打开');
    const phone = await open({ query: { id }, answers: { getBackgroundFetchData: [await fetchedFor(id, change)] } });
    await phone.see('照常打开');
    expect(await phone.reading()).not.toContain('先到的标题');
    await phone.close();
  });
});

test('a page that is left before it was drawn takes no other with it: the one below still hears a tap', async () => {
  const id = await publish('点开就退');
  const phone = await open({ path: 'tabs/home/index' });
  await phone.see(tabs.choose);
  // Both within one turn of the phone's thread: a slow phone hears of the way in and of the way back at once.
  const way = () => phone.act('open', `/${PAGE}?id=${id}`);
  await Promise.all([way(), phone.back()]);
  await phone.settled();
  // The second of one kind waits for the first to be gone, and is left before it was its turn.
  await way();
  await phone.seePage(PAGE);
  await Promise.all([phone.back(), way(), phone.back()]);
  await phone.settled();
  await become(phone, 'resident-1');
  await phone.close();
});

test('a notice that is out of sight when its words come is not credited, and one that was left before it was drawn is not even opened', async () => {
  const id = await publish('看都没看');
  const opened = await walks.city.town.as(null).notices.open({ noticeId: id });
  const askedWhen = async (leave: (phone: Phone) => Promise<unknown>) => {
    let answer = (): void => undefined;
    const wait = new Promise<void>((done) => (answer = done));
    const city = instead(walks.city, {
      'notices.open': () => wait.then(() => ({ ...opened, readTicket: 'a ticket', receipt: null, dwellMs: 0 })),
      'notices.credit': () => ({ credited: true, readers: 1, egg: null }),
    });
    const phone = await open({ city, path: 'tabs/home/index' });
    await phone.see(tabs.choose);
    await leave(phone);
    answer();
    await new Promise((go) => setTimeout(go, 600));
    await phone.close();
    return city.asked.map(({ name }) => name).filter((name) => /^notices\.(open|credit)$/.test(name));
  };
  const way = (phone: Phone) => phone.act('open', `/${PAGE}?id=${id}`);
  expect(await askedWhen(way)).toEqual(['notices.open', 'notices.credit']);
  const andBack = async (phone: Phone) => {
    await way(phone);
    await phone.seePage(PAGE);
    await new Promise((go) => setTimeout(go, 200));
    await phone.back();
  };
  expect(await askedWhen(andBack)).toEqual(['notices.open']);
  const atOnce = (phone: Phone) => Promise.all([way(phone), phone.back()]);
  expect(await askedWhen(atOnce)).toEqual([]);
});

describe('a code or a link', () => {
  test('opens its notice, with the scene it was scanned in', async () => {
    const id = await publish('报纸上的码');
    const ways: Query[] = [{ scene: `n${id}.p` }, { q: encodeURIComponent(`https://jmk.example.cn/n/${id}`) }];
    for (const query of ways) {
      const city = instead(walks.city, {});
      const phone = await open({ city, query, scene: SCANNED });
      await phone.see('报纸上的码');
      const input = city.asked.find(({ name }) => name === 'notices.open')?.input;
      expect(input).toEqual({ noticeId: id, scene: SCANNED });
      await phone.close();
    }
  });

  test.each<Query>([
    { scene: 'n0.p' },
    { scene: '%' },
    { q: encodeURIComponent('https://x/n/1/../2') },
    { id: '一' },
    {},
  ])('that says nothing of ours (%o) is told so, and home is one tap away', async (query) => {
    const city = instead(walks.city, {});
    const phone = await open({ city, query, scene: SCANNED });
    await phone.see(notices.missing);
    expect(city.asked.map(({ name }) => name)).not.toContain('notices.open');
    await phone.tap(words.failed.home);
    await phone.seePage('tabs/home/index');
    await phone.close();
  });

  test('at a community’s door shows its notices to a newcomer, and their phone remembers', async () => {
    const title = '门上的码';
    await publish(title);
    const phone = await open({ path: 'tabs/home/index', query: { scene: `c${JIANGPAN}.d` }, scene: SCANNED });
    await phone.see(title);
    const storage = await phone.act('storage');
    await phone.close();
    const later = await open({ path: 'tabs/home/index', storage });
    await later.see(title);
    await later.close();
  });

  test('at another community’s door leaves somebody their home; one that leads nowhere opens home as usual', async () => {
    const first = await open({ path: 'tabs/home/index' });
    await become(first, 'resident-1');
    const storage = await first.act('storage');
    await first.close();
    const home = await open({ path: 'tabs/home/index', query: { scene: `c${XIAOHONG}.d` }, scene: SCANNED, storage });
    await home.see('江畔社区');
    await home.see(tabs.all);
    await home.close();
    for (const scene of ['c999999999999.d', 'c1.d', '%%']) {
      const phone = await open({ path: 'tabs/home/index', query: { scene }, scene: SCANNED });
      await phone.see(tabs.choose);
      await phone.close();
    }
  });
});
