import { say as community } from '../../src/community/words';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as tabs } from '../../src/tabs/words';
import { refusals } from '../../types/refusals';
import { draftOf } from '../kit/town';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, pathOfCard } from './drive/phone';
import type { Network } from './program';

const walks = cityForWalks();

const publish = async (title: string): Promise<string> =>
  (await walks.city.town.as('secretary').notices.publish(draftOf({ title }))).notice.id;

test.each(glasses)(
  'a newcomer reads by a card, joins the community, and finds it at home (%s)',
  async (name, glass) => {
    const { city } = walks;
    const title = `停电半天 ${name}`;
    const card = await city.town.as('resident-1').shares.card({ noticeId: await publish(title) });

    // In the browser they are an elder, who has WeChat's text large.
    const fontScale = name === 'jsdom' ? 1 : 1.4;

    const phone = await launch({ city, glass, fontScale, scene: 1044, ...pathOfCard(card) });
    await phone.see(title);
    await phone.see(notices.anonymous);
    await phone.tap(notices.join('江畔社区'));
    await phone.see(notices.visiting('江畔社区'));
    const storage = await phone.act('storage');
    await phone.close();

    const later = await launch({ city, glass, fontScale, storage });
    await later.see(title);
    await later.tap('我的');
    await later.see(tabs.me.nobody);
    await later.tap('首页');
    await later.tap(title);
    await later.seePage('notices/notice/index');
    await later.back();
    await later.seePage('tabs/home/index');
    await later.close();
  },
);

test('somebody looks for a community by its name and moves there', async () => {
  const phone = await phoneOf('merchant', { city: walks.city, glass: openJsdom, path: 'community/find/index' });
  await phone.type(community.hint, '春木');
  await phone.see('春木社区');
  await phone.tap('春木社区');
  await phone.tap(community.settle('春木社区'));
  await phone.seePage('tabs/home/index');
  await phone.see('春木社区');
  await phone.close();
});

test('without a network the page says so, keeps what it shows, and goes on when the network is back', async () => {
  const { city } = walks;
  const title = '没有网络的时候';
  await publish(title);
  const phone = await phoneOf('resident-1', { city, glass: openJsdom });
  await phone.see(title);
  await phone.offline();
  await phone.see(words.offline);
  await phone.see(title);
  await phone.tap(title);
  await phone.see(words.failed.unreached);
  await phone.online();
  await phone.seeNoMore(words.offline);
  await phone.tap(words.failed.retry);
  await phone.see(notices.reading);
  await phone.close();
});

test('a cloud with too much to do is asked again, and no sooner than it wished', async () => {
  const { city } = walks;
  const title = '人多的时候';
  await publish(title);
  const [code, status, error] = refusals.busy;
  const asked: number[] = [];
  const network: Network = async (request) => {
    if (!request.url.endsWith('notices.list')) return city.network(request);
    asked.push(Date.now());
    const details = { refusal: 'busy', requestId: 'busy-1', retryAfter: 1 };
    return asked.length > 2
      ? city.network(request)
      : { status, header: { 'retry-after': '1' }, body: JSON.stringify({ code, error, details }) };
  };
  const phone = await phoneOf('resident-1', { city: { ...city, network }, glass: openJsdom });
  await phone.see(title);
  const [first = 0, second = 0, third = 0] = asked;
  expect(second - first).toBeGreaterThanOrEqual(1_000);
  expect(third - second).toBeGreaterThanOrEqual(2_000);
  await phone.close();
});

test('three entries of one phone keep one person; leaving makes a newcomer of them', async () => {
  const { city } = walks;
  const first = await launch({ city, glass: openJsdom, path: 'tabs/mine/index' });
  await become(first, 'resident-2');
  const storage = await first.act('storage');
  await first.close();
  const second = await launch({ city, glass: openJsdom, storage, path: 'tabs/mine/index' });
  await second.see(words.demo.now(words.personas['resident-2']));
  await second.tap(tabs.me.signOut);
  await second.see(words.demo.now(words.demo.newcomer));
  await second.close();
});
