import { say as work } from '../../src/desk/now/words';
import { say } from '../../src/households/words';
import { words } from '../../src/kit/words';
import { say as settings } from '../../src/reports/settings/words';
import { say as desk } from '../../src/desk/words';
import { say as tabs } from '../../src/tabs/words';
import { draftOf, JIANGPAN } from '../kit/town';
import { openChromium } from './drive/chromium';
import { board, households, people, TITLE } from './drive/householdFiles';
import { answersOf } from './drive/inboxFiles';
import { instead, type Stand } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch } from './drive/phone';
import { until } from './drive/until';

/** What staff do: keep the register, confirm who lives where, and go along the doors of those who do not know yet. */
const walks = cityForWalks();
const BOARD = 'households/board/index';
const REGISTER = { glass: openJsdom, path: 'households/register/index', query: { at: JIANGPAN } };
const { board: says } = say;
const worker = () => walks.city.town.as('gridworker').households;
const published = async (title: string): Promise<string> =>
  (await walks.city.town.as('secretary').notices.publish(draftOf({ title, mustKnow: true }))).notice.id;
const boardOf = async (noticeId: string) => (await worker().board({ communityCode: JIANGPAN, noticeId })).board;
const stopOf = async (noticeId: string, door: string) => {
  for (const standing of ['rest', 'acknowledged', 'assisted'] as const) {
    const { stops } = await worker().stops({ communityCode: JIANGPAN, noticeId, standing, limit: 50 });
    const stop = stops.find(({ household }) => words.door(household) === door);
    if (stop) return stop;
  }
  return null;
};
const along = (noticeId: string) => ({ path: BOARD, query: { at: JIANGPAN, notice: noticeId } });

test.each(glasses)(
  'a grid worker finds the list from the services, phones, knocks, takes back, and leaves nobody uncounted (%s)',
  async (name, glass) => {
    const title = `停水去告诉 ${name}`;
    const noticeId = await published(title);
    const { households: all } = await boardOf(noticeId);
    const fontScale = name === 'jsdom' ? 1 : 1.4;
    const phone = await phoneOf('gridworker', { city: walks.city, glass, fontScale, path: 'tabs/services/index' });
    await phone.tap(tabs.work.title);
    await phone.tap(work.acts.doors[0]);
    await phone.seePage('households/boards/index');
    await phone.tap(title);
    await phone.seePage(BOARD);
    await phone.see(says.counted(says.tabs.rest, all));
    await phone.see('3号楼 1单元');

    await phone.tap(says.phoneTo('3号楼 1单元 101'));
    await phone.see(says.asks.phone);
    expect((await phone.act('report')).calls['makePhoneCall']).toBe(1);
    await phone.tap(says.outcomes.phone.told);
    await phone.see('打电话，打通了');
    await phone.see(says.counted(says.tabs.assisted, 1));

    await phone.tap(says.knockAt('3号楼 1单元 102'));
    await phone.see(says.asks.door);
    await phone.tap(says.outcomes.door.away);
    await phone.see('上门，没人');
    await phone.act('pullDown');
    await phone.seeNoMore('打电话，打通了');
    await phone.see('上门，没人');

    await phone.tap(says.counted(says.tabs.assisted, 1));
    await phone.see('打电话，打通了');
    await phone.tap(says.undo);
    await phone.see(says.counted(says.tabs.assisted, 0));
    await phone.close();

    expect(await boardOf(noticeId)).toMatchObject({ rest: all, assisted: 0, away: 1 });
    expect((await stopOf(noticeId, '3号楼 1单元 101'))?.last).toMatchObject({ how: 'phone', outcome: 'undone' });
  },
);

test('a note that could not be sent stays in sight, also over a restart, and reaches the cloud once', async () => {
  const { town } = walks.city;
  const noticeId = await published('停电去告诉');
  const phone = await phoneOf('gridworker', { city: walks.city, glass: openJsdom, ...along(noticeId) });
  await phone.tap(says.knockAt('3号楼 2单元 102'));
  await phone.offline();
  await phone.tap(says.outcomes.door.told);
  await phone.see(says.unsent('上门，告诉了'));
  await phone.see(says.unsentCount(1));
  const storage = await phone.act('storage');
  await phone.close();
  expect((await boardOf(noticeId)).assisted).toBe(0);

  // The cloud takes it each time, and the answer is lost on the way until somebody tries again.
  let isLost = true;
  const losing = instead(walks.city, {
    'households.told': async (input) => {
      const answer = await worker().told(input as unknown as Parameters<ReturnType<typeof worker>['told']>[0]);
      return isLost ? null : answer;
    },
  });
  const later = await launch({ city: losing, storage, glass: openJsdom, ...along(noticeId) });
  await later.see(says.unsent('上门，告诉了'));
  await later.see(says.unsentCount(1));
  isLost = false;
  await later.tap('.page__foot .button--main');
  await later.seeNoMore(says.unsentCount(1));
  await later.see(says.counted(says.tabs.assisted, 1));
  await later.close();
  const ids = losing.asked.filter(({ name }) => name === 'households.told').map(({ input }) => input['clientId']);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  const notes = await town.db.selectFrom('household_word').select('id').where('notice_id', '=', noticeId).execute();
  expect(notes).toHaveLength(1);
});

test('one that the cloud will not have is said by its door, and holds nothing up', async () => {
  const noticeId = await published('停气去告诉');
  const city = instead(walks.city, { 'households.told': () => 'household.missing' });
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, ...along(noticeId) });
  await phone.tap(says.knockAt('3号楼 1单元 201'));
  await phone.tap(says.outcomes.door.told);
  await phone.see('3号楼 1单元 201 没有记上');
  expect(await phone.reading()).not.toContain(says.unsentCount(1));
  await phone.close();
});

test.each(['session.required', 'role.missing'] as const)(
  'what is refused for its writer and not for itself (%s) stays on the phone, one after the other, and goes later',
  async (refusal) => {
    const noticeId = await published(`会话断了 ${refusal}`);
    const stands: Record<string, Stand> = { 'households.told': () => refusal };
    const city = instead(walks.city, stands);
    const phone = await phoneOf('gridworker', { city, glass: openJsdom, ...along(noticeId) });
    await phone.tap(says.knockAt('3号楼 1单元 101'));
    await phone.tap(says.outcomes.door.told);
    await phone.see(says.unsentCount(1));
    await phone.tap(says.knockAt('3号楼 1单元 102'));
    await phone.see(says.asks.door);
    await phone.tap(says.outcomes.door.away);
    await phone.see(says.unsentCount(2));
    expect(await phone.reading()).not.toContain('没有记上');
    delete stands['households.told'];
    await phone.tap('.page__foot .button--main');
    await phone.seeNoMore(says.unsentCount(2));
    await phone.see(says.counted(says.tabs.assisted, 1));
    await until('the cloud has both notes', async () => (await boardOf(noticeId)).away === 1);
    await phone.close();
    expect(await boardOf(noticeId)).toMatchObject({ assisted: 1, away: 1 });
  },
);

test('what one noted never goes out under the name of a colleague who takes the phone meanwhile, and goes once they are back', async () => {
  const noticeId = await published('两个人一部手机');
  let answer = () => undefined as void;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const stands: Record<string, Stand> = {
    'households.told': async (input) => {
      await answered;
      return worker().told(input as unknown as Parameters<ReturnType<typeof worker>['told']>[0]);
    },
  };
  const city = instead(walks.city, stands);
  const told = () => city.asked.filter(({ name }) => name === 'households.told').length;
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, ...along(noticeId) });
  await phone.tap(says.knockAt('3号楼 1单元 101'));
  await phone.tap(says.outcomes.door.told);
  await phone.see(says.noting);
  await phone.tap(says.knockAt('3号楼 1单元 102'));
  await phone.see(says.asks.door);
  await phone.tap(says.outcomes.door.away);
  await become(phone, 'secretary');
  answer();
  await phone.settled();
  await phone.act('pullDown');
  await phone.see(says.counted(says.tabs.assisted, 1));
  expect(told()).toBe(1);
  delete stands['households.told'];
  await become(phone, 'gridworker');
  await phone.see('上门，没人');
  await phone.close();
  expect(told()).toBe(2);
  expect(await stopOf(noticeId, '3号楼 1单元 102')).toMatchObject({ last: { outcome: 'away', mine: true } });
});

test('notes that wait are said among the notices, too, and go from there', async () => {
  const noticeId = await published('回到列表再发');
  const stands: Record<string, Stand> = { 'households.told': () => null };
  const city = instead(walks.city, stands);
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, path: 'households/boards/index' });
  await phone.tap('回到列表再发');
  await phone.seePage(BOARD);
  await phone.tap(says.knockAt('3号楼 1单元 101'));
  await phone.tap(says.outcomes.door.told);
  await phone.see(says.unsentCount(1));
  await phone.back();
  await phone.see(say.boards.intro);
  // The list tries by itself as soon as it is in sight, and is not reached either.
  await until('it was tried again', () => city.asked.filter(({ name }) => name === 'households.told').length === 2);
  await phone.settled();
  await phone.see(says.unsentCount(1));
  delete stands['households.told'];
  await phone.tap('.page__foot .button--main');
  await phone.seeNoMore(says.unsentCount(1));
  await until('the cloud has the note', async () => (await boardOf(noticeId)).assisted === 1);
  await phone.close();
  expect((await boardOf(noticeId)).assisted).toBe(1);
});

test('a number that cannot be looked up leaves the way to the door', async () => {
  const noticeId = await published('查不到号码');
  const city = instead(walks.city, { 'households.phone': () => 'household.noPhone' });
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, ...along(noticeId) });
  await phone.tap(says.phoneTo('3号楼 1单元 201'));
  await phone.see('这一户没有留电话');
  await phone.tap(says.knockAt('3号楼 1单元 201'));
  await phone.tap(says.later);
  await phone.close();
  expect(await stopOf(noticeId, '3号楼 1单元 201')).toMatchObject({ standing: 'rest', last: null });
});

test('who waits is confirmed in one tap, or declined for a reason that they read', async () => {
  const { city } = walks;
  await city.town.as('resident-3').households.join({ building: '8号楼', unit: '', room: '808' });
  const phone = await phoneOf('gridworker', { city, ...REGISTER });
  await phone.tap('人等您确认');
  await phone.seePage('households/claims/index');
  await phone.tap(say.claims.declineAt('8号楼 808'));
  await phone.tap(say.claims.reasons[0] ?? '');
  await phone.tap(say.claims.send);
  await phone.see(say.claims.declined);
  await phone.seeNoMore('8号楼 808');
  await phone.tap('.claim__act--main');
  await phone.see(say.claims.confirmed);
  await phone.see(say.claims.empty);
  await phone.back();
  await phone.seeNoMore('人等您确认');
  await phone.close();
  const { door } = await city.town.as('resident-3').households.mine({});
  expect(door).toMatchObject({ state: 'declined', reason: say.claims.reasons[0] });
  expect((await city.town.as('resident-2').households.mine({})).door?.state).toBe('confirmed');
});

test('a household is registered anew, asked twice, and whoever was confirmed there reads why', async () => {
  const { city } = walks;
  const { town } = city;
  const one = town.as('resident-3').households;
  await one.join({ building: '3号楼', unit: '1单元', room: '201' });
  const claims = (await worker().claims({ communityCode: JIANGPAN })).claims;
  const claim = claims.find(({ room }) => room === '201');
  await worker().confirm({ communityCode: JIANGPAN, claimId: claim?.id ?? '' });
  const phone = await phoneOf('gridworker', { city, ...REGISTER });
  await phone.type(say.register.searchHint, '1单元201');
  await phone.see('1\u00a0人');
  await phone.tap('.household');
  await phone.tap(say.register.renew);
  await phone.see(say.register.renewSure(1));
  await phone.tap(say.register.renewIt);
  await phone.see(say.register.renewed);
  await phone.seeNoMore(say.register.renewed);
  await phone.close();
  expect((await one.mine({})).door).toMatchObject({ state: 'declined' });
});

test('a household is added, found, changed, and taken off the register, and its number is shown covered', async () => {
  const { city } = walks;
  const phone = await phoneOf('secretary', { city, glass: openJsdom, path: 'reports/settings/index' });
  await phone.tap(settings.register);
  await phone.seePage(REGISTER.path);
  await phone.tap(say.register.add);
  await phone.see(say.door.needBuilding);
  await phone.type(say.door.buildingHint, '12号楼');
  await phone.type(say.door.roomHint, '707');
  await phone.type(say.register.phoneHint, '0451-5555-0177');
  await phone.offline();
  await phone.tap(words.edit.save);
  await phone.see(words.failed.offline);
  await phone.online();
  await phone.tap(words.edit.save);
  await phone.see(say.register.saved);
  await phone.type(say.register.searchHint, '707');
  await phone.see('12号楼 707');
  expect(await phone.reading()).not.toContain('5555-0177');
  await phone.tap('12号楼 707');
  await phone.tap(say.register.phones.forget);
  await phone.tap(words.edit.save);
  await phone.see(say.register.noPhone);
  await phone.tap('12号楼 707');
  await phone.tap(say.register.drop);
  await phone.see(say.register.sure);
  await phone.tap('.sheet__foot .button--main');
  await phone.see(say.register.dropped);
  await phone.see(say.register.notFound);
  await phone.close();
});

test('a table is looked at before it is taken in, and taken in once', async () => {
  const table = [
    '楼栋,单元,房号,电话,网格',
    '20号楼,1单元,101,0451-5555-0120,',
    '20号楼,1单元,,,',
    '20号楼,1单元,102,,',
  ];
  const answers = {
    chooseMessageFile: [{ name: '住户.csv', base64: Buffer.from(table.join('\n')).toString('base64') }],
  };
  const city = instead(walks.city, {});
  const phone = await phoneOf('gridworker', { city, ...REGISTER, answers });
  await phone.tap(say.register.import);
  await phone.see('楼栋');
  await phone.tap(say.import.choose);
  await phone.see('新的\u00a02\u00a0户，有\u00a01\u00a0行没读懂');
  await phone.see('第 3 行');
  expect(city.asked.filter(({ name }) => name === 'households.import')).toEqual([]);
  await phone.offline();
  await phone.tap(say.import.send(2));
  await phone.see(words.failed.offline);
  await phone.online();
  await phone.tap(say.import.send(2));
  await phone.see('加了 2 户');
  await phone.type(say.register.searchHint, '20号楼');
  await phone.see('20号楼 1单元 102');
  await phone.close();
});

test('whoever is asked whether a file may be used, and says no, goes on without', async () => {
  const phone = await phoneOf('gridworker', { city: walks.city, ...REGISTER, askPrivacy: true });
  await phone.tap(say.register.import);
  await phone.tap(say.import.choose);
  await phone.tap(words.privacy.later);
  await phone.see(words.privacy.noFile);
  await phone.see(say.import.choose);
  await phone.close();
});

test('the desk of a must-know notice leads to the doors, and that of another does not', async () => {
  const { city } = walks;
  const noticeId = await published('从工作台去');
  const phone = await phoneOf('secretary', {
    city,
    glass: openJsdom,
    path: 'desk/notice/index',
    query: { id: noticeId },
  });
  await phone.tap(desk.doors);
  await phone.seePage(BOARD);
  await phone.see('从工作台去');
  await phone.close();
  const usual = (await city.town.as('secretary').notices.publish(draftOf({ title: '平常的' }))).notice.id;
  const other = await phoneOf('secretary', { city, glass: openJsdom, path: 'desk/notice/index', query: { id: usual } });
  await other.see('平常的');
  await other.settled();
  expect(await other.reading()).not.toContain(desk.doors);
  await other.close();
});

test('those willing are reminded once a day, and it is said beforehand what that is', async () => {
  const answer: { reminded: string | null } = { reminded: null };
  const city = instead(walks.city, {
    ...answersOf(people.gridworker),
    ...households,
    'households.board': () => ({ board, willing: 6, remindedAt: answer.reminded }),
    'households.remind': () => {
      answer.reminded = new Date(walks.city.town.clock.now()).toISOString();
      return { reminded: 6, remindedAt: answer.reminded };
    },
  });
  const phone = await launch({ city, glass: openJsdom, ...along('77') });
  await phone.see(TITLE);
  await phone.tap(says.remind(6));
  await phone.see(says.remindNote(6));
  expect(answer.reminded).toBeNull();
  await phone.tap(says.remindSend);
  await phone.see(says.reminded(6));
  await phone.see('提醒过了');
  await phone.close();
  expect(city.asked.filter(({ name }) => name === 'households.remind')).toHaveLength(1);
});

test('however long the list, a screen holds eight doors and no more than sixty nodes', async () => {
  const city = instead(walks.city, { ...answersOf(people.gridworker), ...households });
  const phone = await launch({ city, glass: openChromium, ...along('77') });
  await phone.see(says.tabs.rest);
  await phone.see(words.pager.later);
  const { nodes } = await phone.act('tree');
  await phone.close();
  expect(nodes).toBeLessThanOrEqual(60);
});

test('somebody who works nowhere reads what the pages are for', async () => {
  const { city } = walks;
  const pages = ['boards', 'board', 'register', 'claims'];
  for (const page of pages) {
    const phone = await phoneOf('resident-1', {
      city,
      glass: openJsdom,
      path: `households/${page}/index`,
      query: { at: JIANGPAN, notice: '1' },
    });
    await phone.see(say.notStaff);
    await phone.close();
  }
});
