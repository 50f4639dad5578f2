import { become, openDoorstep, screenshot, shown, type Doorstep } from './browser';

/** The main job over the H5 build: published, shared, opened, credited, laid. */
let doorstep: Doorstep;
beforeAll(async () => {
  doorstep = await openDoorstep();
}, 60_000);
afterAll(() => doorstep.close());

const TITLE = '三号楼周四上午停水，请提前接水';

test('a secretary publishes, a neighbour opens the card and reads: one reader more, and an egg on today', async () => {
  const staff = await doorstep.phone();
  await staff.goto(doorstep.address);
  await shown(staff, '江畔社区').waitFor();
  await screenshot(staff, 'home-newcomer');

  await become(staff, '社区书记');
  await shown(staff, '我的').click();
  await shown(staff, '工作台').click();
  await shown(staff, '写一条通知').click();
  await staff.locator('input').filter({ visible: true }).first().fill(TITLE);
  await staff
    .locator('textarea')
    .filter({ visible: true })
    .first()
    .fill('周四早上九点停水，下午三点恢复。\n\n家里有老人的，打电话给社区，我们送水上门。');
  await screenshot(staff, 'write');
  await shown(staff, '看看效果').click();
  await shown(staff, '居民看到的就是这样').waitFor();
  await screenshot(staff, 'preview');
  // It waits for the end of a double tap, and so does whoever means it.
  await staff.locator('taro-button-core:not([disabled])').filter({ hasText: '现在发布' }).click();
  await shown(staff, TITLE).waitFor();
  // The secretary is a resident, too, and reads what she published.
  await shown(staff, '1 人读过，1 次打开').waitFor();
  await shown(staff, '转给邻居').click();
  await shown(staff, '复制链接').waitFor();
  await screenshot(staff, 'share');
  const link = /http\S+id=\d+&card=[\w-]{16}/.exec(await staff.locator('body').innerText())?.[0] ?? '';
  expect(link).toContain('#/notices/notice/index?id=');

  const neighbour = await doorstep.phone();
  await neighbour.goto(link);
  // A newcomer reads at once: no wall, and nobody is asked who they are.
  await shown(neighbour, '周四早上九点停水，下午三点恢复。').waitFor();
  await screenshot(neighbour, 'notice-newcomer');
  await become(neighbour, '居民一');
  await shown(neighbour, '读完了，今天的鸡蛋已经下好').waitFor();
  await shown(neighbour, /^2 人读过/).waitFor();
  await screenshot(neighbour, 'notice-read');
  await shown(neighbour, '看鸡蛋日历').click();
  await shown(neighbour, '今天的鸡蛋下好了').waitFor();
  await screenshot(neighbour, 'calendar');

  // The same phone again, and another phone of the same neighbour: still one reader.
  for (const phone of [neighbour, await doorstep.phone()]) {
    await phone.goto('about:blank');
    await phone.goto(link);
    await shown(phone, TITLE).waitFor();
    if (phone !== neighbour) await become(phone, '居民一');
    await shown(phone, '这条您读过了，已经记上').waitFor();
    await shown(phone, /^2 人读过/).waitFor();
  }
  expect(doorstep.errors).toEqual([]);
  expect(doorstep.bugs).toEqual([]);
}, 120_000);

test('a newcomer chooses a community without signing in, and home shows its notices', async () => {
  const phone = await doorstep.phone();
  await phone.goto(doorstep.address);
  await shown(phone, '江畔社区').click();
  await shown(phone, '周六周日照常办公，社保地址变更可现场办理').waitFor();
  await screenshot(phone, 'home-visiting');
  expect(doorstep.errors).toEqual([]);
}, 60_000);

test('a neighbour without a mouse opens a notice by the keyboard', async () => {
  const phone = await doorstep.phone();
  await phone.goto(doorstep.address);
  await shown(phone, '江畔社区').waitFor();
  const focused = () => phone.evaluate(() => document.activeElement?.textContent ?? '');
  for (let presses = 0; presses < 20 && !(await focused()).startsWith('江畔社区'); presses++)
    await phone.keyboard.press('Tab');
  await phone.keyboard.press('Enter');
  await shown(phone, '周六周日照常办公，社保地址变更可现场办理').waitFor();
}, 60_000);

test('in the elder view the main text is at least 18 px and every target at least 60 px', async () => {
  const phone = await doorstep.phone();
  await phone.goto(doorstep.address);
  await shown(phone, '长辈版').click();
  await become(phone, '居民二');
  await shown(phone, '周六周日照常办公，社保地址变更可现场办理').click();
  const text = shown(phone, /^本周六、周日社区正常上班/);
  await text.waitFor();
  expect(await text.evaluate((el) => parseFloat(getComputedStyle(el).fontSize))).toBeGreaterThanOrEqual(18);
  await shown(phone, '看鸡蛋日历').waitFor();
  const targets = await phone
    .getByRole('button')
    .filter({ visible: true })
    .evaluateAll((buttons) =>
      buttons.map((button) => ({ name: button.textContent, height: button.getBoundingClientRect().height })),
    );
  expect(targets.length).toBeGreaterThan(1);
  expect(targets.filter(({ height }) => height < 60)).toEqual([]);
  await screenshot(phone, 'elder-notice');
  await shown(phone, '看鸡蛋日历').click();
  await shown(phone, '今天的鸡蛋下好了').waitFor();
  await screenshot(phone, 'elder-calendar');
}, 60_000);

test('without a network the page says so, and goes on when it is back', async () => {
  const phone = await doorstep.phone();
  await phone.goto(doorstep.address);
  await become(phone, '居民三');
  // The page's program is there once it has been opened; what is missing then is the notice.
  await shown(phone, '小广场的长椅放在哪里，请您说说').click();
  await shown(phone, /^小广场准备添六把长椅/).waitFor();
  await shown(phone, /^读完了/).waitFor();
  await phone.goBack();
  // The page slides away; a trial click waits until home is in front.
  await shown(phone, '免费理发周五开始，卧床老人可以预约上门').click({ trial: true });
  await phone.context().setOffline(true);
  await shown(phone, '免费理发周五开始，卧床老人可以预约上门').click();
  await shown(phone, /^再试一次$/).waitFor();
  await screenshot(phone, 'offline');
  await phone.context().setOffline(false);
  await shown(phone, /^再试一次$/).click();
  await shown(phone, /^周五上午九点到十一点半/).waitFor();
}, 60_000);

test('a page whose program cannot be fetched says so, and opens once the network is back', async () => {
  const phone = await doorstep.phone();
  await phone.goto(doorstep.address);
  await shown(phone, '江畔社区').click();
  const bench = shown(phone, '小广场的长椅放在哪里，请您说说');
  await bench.waitFor();
  await phone.context().setOffline(true);
  await bench.click();
  await shown(phone, /^网络不通/).waitFor();
  await phone.context().setOffline(false);
  await bench.click();
  await shown(phone, /^小广场准备添六把长椅/).waitFor();
}, 60_000);
