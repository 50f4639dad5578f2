import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import type { Persona } from '../../types/session';
import { draftOf, JIANGPAN } from '../kit/town';
import { instead, type Stand } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks } from './drive/people';
import { launch, pathOfCard, type Launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** The ways into a notice that only WeChat has, and what follows from them. */
const walks = cityForWalks();
const PAGE = 'notices/notice/index';
const GROUP_CARD = 1044;

const publish = async (title: string): Promise<string> =>
  (await walks.city.town.as('secretary').notices.publish(draftOf({ title }))).notice.id;
const open = (how: Partial<Launch>): Promise<Phone> => launch({ city: walks.city, glass: openJsdom, ...how });
/** What the phone of one of the town's people remembers. */
async function storageOf(persona: Persona): Promise<Record<string, unknown>> {
  const phone = await open({});
  await become(phone, persona);
  const storage = await phone.act('storage');
  await phone.close();
  return storage;
}
/** Something a walk lets happen when it wants. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open: () => open() };
}
const openings = ({ asked }: ReturnType<typeof instead>) =>
  asked.filter(({ name }) => name === 'notices.open').map(({ input }) => input.receipt ?? null);
/** The real cloud's answer, with the receipt that it gives to a newcomer. */
const withReceipt = (wait: Promise<void> = Promise.resolve()): Stand => {
  let times = 0;
  return async ({ noticeId }) => {
    const isFirst = ++times === 1;
    if (isFirst) await wait;
    const opened = await walks.city.town.as(isFirst ? null : 'resident-1').notices.open({ noticeId: String(noticeId) });
    return { ...opened, receipt: isFirst ? 'receipt-1' : null };
  };
};

test('a first visitor who is signed in on the page opens it once: the receipt goes along that one time', async () => {
  const id = await publish('第一次来');
  const city = instead(walks.city, { 'notices.open': withReceipt() });
  const phone = await open({ city, path: PAGE, query: { id } });
  await phone.see(notices.anonymous);
  await become(phone, 'resident-1');
  await phone.see(notices.reading);
  await become(phone, 'resident-2');
  // What the screen says of the next person's reading it has said of this one's already.
  await until('the page was opened a third time', () => openings(city).length >= 3);
  await phone.see(notices.reading);
  expect(openings(city)).toEqual([null, 'receipt-1', null]);
  await phone.close();
});

test('somebody who is signed in before the first answer is there counts once, too', async () => {
  const id = await publish('登录得快');
  const slow = gate();
  const city = instead(walks.city, { 'notices.open': withReceipt(slow.opened) });
  const phone = await open({ city, path: PAGE, query: { id } });
  await become(phone, 'resident-1');
  expect(openings(city)).toEqual([null]);
  slow.open();
  await phone.see(notices.reading);
  expect(openings(city)).toEqual([null, 'receipt-1']);
  await phone.close();
});

describe('by a card in a group', () => {
  const answers = { getGroupEnterInfo: [{ encryptedData: 'ZGF0YQ==', iv: 'aXY=' }] };
  const group = { id: 'abcdefghij-_4567', name: null };
  const arrive = async (title: string, stands: Record<string, Stand>, how: Partial<Launch> = {}) => {
    const card = await walks.city.town.as('resident-1').shares.card({ noticeId: await publish(title) });
    const city = instead(walks.city, stands);
    const storage = await storageOf('secretary');
    const phone = await open({ city, storage, answers, scene: GROUP_CARD, ...pathOfCard(card), ...how });
    await phone.see(title);
    await phone.see(notices.manage);
    return { phone, city, card: card.card };
  };

  test('the cloud is told after the text is open, and staff give the group a name that no failure costs', async () => {
    let tries = 0;
    const { phone, city, card } = await arrive('群里的卡片', {
      'shares.entered': () => ({ group }),
      'shares.nameGroup': ({ name }) => (++tries === 1 ? null : { group: { ...group, name } }),
    });
    await phone.tap(notices.groupName);
    await phone.type(notices.groupHint, '江畔三号楼');
    await phone.tap(notices.groupSave);
    await phone.see(words.failed.offline);
    await phone.tap(words.close);
    await phone.tap(notices.groupName);
    await phone.tap(notices.groupSave);
    await phone.see(notices.fromGroup('江畔三号楼'));
    const told = city.asked.filter(({ name }) => name.startsWith('shares.entered'));
    expect(told.map(({ input }) => input)).toEqual([
      { encryptedData: 'ZGF0YQ==', iv: 'aXY=', scene: GROUP_CARD, card },
    ]);
    expect(city.asked.findIndex(({ name }) => name === 'notices.open')).toBeLessThan(city.asked.indexOf(told[0]!));
    expect(city.asked.at(-1)?.input).toEqual({ communityCode: JIANGPAN, groupId: group.id, name: '江畔三号楼' });
    await phone.close();
  });

  test('a cloud that was not reached is told when the page comes back', async () => {
    let tries = 0;
    const entry = answers.getGroupEnterInfo;
    const { phone } = await arrive(
      '群里没有网',
      { 'shares.entered': () => (++tries === 1 ? null : { group }) },
      { answers: { getGroupEnterInfo: [...entry, ...entry] } },
    );
    await phone.see(notices.reading);
    await until('the cloud was to be told of the group', () => tries > 0);
    expect(await phone.reading()).not.toContain(notices.groupName);
    await phone.act('hide');
    await phone.act('show');
    await phone.see(notices.groupName);
    expect(tries).toBe(2);
    await phone.close();
  });

  test.each(['wechat.group', null] as const)('what goes wrong (%s) changes nothing for the reader', async (wrong) => {
    const { phone } = await arrive(`群里出错 ${wrong}`, { 'shares.entered': () => wrong });
    await phone.see(notices.reading);
    expect(await phone.reading()).not.toContain(notices.groupName);
    await phone.close();
  });

  test('a card from a chat of two, or a group that WeChat does not tell, tells the cloud nothing', async () => {
    for (const how of [{ scene: 1007 }, { answers: { getGroupEnterInfo: [{ fail: 'no group' }] } }]) {
      const { phone, city } = await arrive('不是群', { 'shares.entered': () => ({ group }) }, how);
      await phone.see(notices.reading);
      expect(city.asked.map(({ name }) => name)).not.toContain('shares.entered');
      await phone.close();
    }
  });
});
