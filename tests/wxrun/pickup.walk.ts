import { say as eggs } from '../../src/eggs/words';
import { say } from '../../src/eggs/pickup/words';
import { say as desk } from '../../src/handing/words';
import { words } from '../../src/kit/words';
import type { Input, Contract } from '../../types';
import { refusals } from '../../types/refusals';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { published } from '../kit/acts';
import { clientId, JIANGPAN, read } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** Eggs reach their table: a resident shows a code, staff at the desk hand over, with a network and without. */
const walks = cityForWalks();
const residents = ['resident-1', 'resident-2', 'resident-3'] as const;
type Resident = (typeof residents)[number];
const sentence = (refusal: keyof typeof refusals): string => refusals[refusal][2];
const STEP_MS = 30_000;
/** So many days everybody has read, and has an egg of. */
const EGGS = 7;

let campaignId: string;
const there = () => ({ campaignId, communityCode: JIANGPAN });
const as = (who: Resident) => walks.city.town.as(who).eggs;
const stateOf = (who: Resident) => as(who).pickUp({ campaignId });
/** The code of this moment and what a camera reads of it. */
const codeOf = async (who: Resident, number?: number) => {
  const { codes, prefix } = await as(who).pickUpCode({ campaignId, ...(number !== undefined && { number }) });
  return { typed: codes[0] ?? '', scanned: `${prefix}${codes[0]}` };
};
const numberOf = async (who: Resident): Promise<number> => (await as(who).pickUpCode({ campaignId })).number;

beforeAll(async () => {
  const { town } = walks.city;
  const { campaign } = await as('resident-1').calendar({});
  campaignId = campaign?.id ?? '';
  for (let day = 0; day < EGGS; day++) {
    const id = await published(town, { communityCode: JIANGPAN, title: `第 ${day + 1} 天的通知` });
    for (const resident of residents) await read(town, town.as(resident), id);
    town.clock.at(`${addDays(shanghaiDay(town.clock.now()), 1)} 09:00:00`);
  }
  const on = campaign?.pickUps[0]?.day ?? '';
  town.clock.at(`${on} 09:00:00`);
  const brought = { clientId: clientId(), ...there(), count: 100 };
  const { move } = await town.as('editor').eggs.bring(brought);
  const signed = { clientId: clientId(), communityCode: JIANGPAN, moveId: move.id, counted: 100 };
  await town.as('secretary').eggs.signDelivery(signed);
}, 120_000);
/** Codes that were handed over to are used up: each walk begins with others. */
beforeEach(() => walks.city.town.clock.advance(2 * STEP_MS));

const pickUpPage = () => ({ path: 'eggs/pickup/index', query: { campaign: campaignId } });
const deskPage = () => ({ path: 'handing/desk/index', query: { campaign: campaignId, at: JIANGPAN } });
/** The digits that somebody reads out from their page. */
async function readOut(phone: Phone): Promise<string> {
  await phone.see(words.code.next(0).slice(1));
  const label = await phone.act('attribute', '.changing__digits', 'aria-label');
  return (label ?? '').replace(/\D/g, '');
}
async function scan(phone: Phone, result: string): Promise<void> {
  await phone.act('answer', 'scanCode', { result });
  await phone.tap(desk.scan);
}

test.each([
  [...glasses[0], 1],
  [...glasses[1], 1],
  ['jsdom, elder view', openJsdom, 1.4],
] as const)(
  'a resident comes from the calendar with a code, staff scan it and hand some over, and the page says so (%s)',
  async (_name, glass, fontScale) => {
    const { city } = walks;
    const { left } = await stateOf('resident-1');
    const resident = await phoneOf('resident-1', { city, glass, fontScale, path: 'eggs/calendar/index' });
    await resident.tap(eggs.toPickUp);
    await resident.seePage('eggs/pickup/index');
    await resident.see(say.left(left));
    const code = await readOut(resident);
    expect(code).toMatch(/^\d{7,13}$/);

    const staff = await phoneOf('gridworker', { city, glass, fontScale, ...deskPage() });
    await scan(staff, `${campaignId}.${JIANGPAN}.${code}`);
    await staff.see(desk.stepper.all(left));
    for (let n = left; n > 1; n--) await staff.tap(desk.stepper.less);
    await staff.tap(desk.hand(1));
    await staff.see(desk.outcomes.done);
    await staff.see(desk.rest(left - 1));
    await resident.see(say.handed(1));
    await resident.see(say.left(left - 1));

    // A picture of the screen, or a second desk: the code is used up.
    await scan(staff, `${campaignId}.${JIANGPAN}.${code}`);
    await staff.see(sentence('pickup.used'));
    city.town.clock.advance(3 * STEP_MS);
    await scan(staff, `${campaignId}.${JIANGPAN}.${code}`);
    await staff.see(sentence('pickup.old'));
    await scan(staff, 'https://example.org/b/nothing-of-ours');
    await staff.see(desk.unfit.noCode);
    await staff.close();
    await resident.close();
    expect(await stateOf('resident-1')).toMatchObject({ left: left - 1 });
  },
);

test('the same by typing what the neighbour reads out; an answer that was lost is asked for again and counts once', async () => {
  const { town } = walks.city;
  const { left } = await stateOf('resident-2');
  const { typed } = await codeOf('resident-2');
  let isLost = true;
  const city = instead(walks.city, {
    'eggs.hand': async (input) => {
      const done = await town.as('gridworker').eggs.hand(input as Input<Contract['eggs']['hand']>);
      return isLost ? null : done;
    },
  });
  const staff = await phoneOf('gridworker', { city, glass: openJsdom, ...deskPage() });
  await staff.type(desk.label, `${typed.slice(0, -1)}${typed.endsWith('1') ? '2' : '1'}`);
  await staff.tap(desk.send);
  await staff.see(sentence('pickup.code'));
  await staff.type(desk.label, typed);
  await staff.tap(desk.send);
  await staff.see(desk.stepper.all(left));
  for (let n = left; n > 1; n--) await staff.tap(desk.stepper.less);
  await staff.tap(desk.hand(1));
  await staff.see(desk.outcomes.unknown);
  await staff.tap(desk.again);
  const hands = () => city.asked.filter(({ name }) => name === 'eggs.hand').map(({ input }) => input['clientId']);
  await until('it is asked again', () => Promise.resolve(hands().length === 2));
  const storage = await staff.act('storage');
  await staff.close();

  isLost = false;
  const later = await launch({ city, storage, glass: openJsdom, ...deskPage() });
  await later.seeNoMore(desk.unsure(1));
  await later.tap(desk.tabs.today);
  await later.see(desk.today.done);
  await later.close();
  expect(hands()).toHaveLength(3);
  expect(new Set(hands()).size).toBe(1);
  expect(await stateOf('resident-2')).toMatchObject({ left: left - 1 });
});

test('the code works on a phone that has lost its network after opening', async () => {
  const { city } = walks;
  const { left } = await stateOf('resident-3');
  const resident = await phoneOf('resident-3', { city, glass: openJsdom, ...pickUpPage() });
  await resident.see(say.code.note);
  await resident.offline();
  await resident.see(say.code.offline);
  const shown = await readOut(resident);
  const staff = await phoneOf('gridworker', { city, glass: openJsdom, ...deskPage() });
  await staff.type(desk.label, shown);
  await staff.tap(desk.send);
  await staff.see(desk.stepper.all(left));
  await staff.tap(desk.leave);
  await staff.close();
  await resident.online();
  await resident.see(say.code.note);
  await resident.close();
});

test('a neighbour who was told the key picks up, the desk sees that they do, and whose eggs they are reads it', async () => {
  const { city } = walks;
  const { left } = await stateOf('resident-2');
  const asking = await phoneOf('resident-2', { city, glass: openJsdom, ...pickUpPage() });
  await asking.tap(say.proxy.name);
  await asking.see(say.proxy.key);
  const key = ((await stateOf('resident-2')).proxy?.key ?? '').replace(/(\d{4})(?=\d)/, '$1 ');
  await asking.see(key);
  // Giving it up cannot be undone, and so it can be left.
  await asking.tap(say.proxy.drop);
  await asking.see(say.proxy.dropAsked);
  await asking.tap(say.proxy.dropKeep);
  await asking.seeNoMore(say.proxy.dropTitle);
  await asking.see(key);

  const helping = await phoneOf('resident-3', { city, glass: openJsdom, path: 'eggs/proxy/index' });
  await helping.see(say.be.need);
  await helping.type(say.be.label, '00000000');
  await helping.tap(say.be.send);
  await helping.see(sentence('proxy.key'));
  await helping.type(say.be.label, key.replace(' ', ''));
  await helping.tap(say.be.send);
  await helping.see(say.be.done(null));
  await helping.tap(say.be.toCode);
  await helping.seePage('eggs/pickup/index');
  const number = await numberOf('resident-2');
  await helping.see(words.facts(say.others.number(number), say.others.left(left)));
  await helping.tap(say.others.show);
  await helping.see(say.others.sheet(null));

  const { scanned } = await codeOf('resident-3', number);
  const staff = await phoneOf('gridworker', { city, glass: openJsdom, ...deskPage() });
  await scan(staff, scanned);
  await staff.see(desk.byProxyNote);
  for (let n = left; n > 1; n--) await staff.tap(desk.stepper.less);
  await staff.tap(desk.hand(1));
  await staff.see(desk.outcomes.done);
  await staff.close();
  await helping.see(say.handed(1));
  await helping.close();
  await asking.act('pullDown');
  await asking.see(say.proxy.named(null));
  await asking.see(say.handed(1));
  await asking.close();
  expect(await stateOf('resident-2')).toMatchObject({ left: left - 1, proxy: { state: 'named' } });
});

test('a desk that loses its network hands over by its list, and what it wrote down comes in when the network is back', async () => {
  const { city } = walks;
  const before = await Promise.all(residents.map(stateOf));
  const codes = [await codeOf('resident-1'), await codeOf('resident-2'), await codeOf('resident-3')];
  const staff = await phoneOf('gridworker', { city, glass: openJsdom, ...deskPage() });
  await staff.settled();
  await staff.offline();
  await staff.see(desk.offline.title);
  for (const [i, { scanned }] of codes.entries()) {
    const { left = 0 } = before[i] ?? {};
    await scan(staff, scanned);
    await staff.see(desk.stepper.all(left));
    for (let n = left; n > 1; n--) await staff.tap(desk.stepper.less);
    await staff.tap(desk.note(1));
    await staff.see(desk.outcomes.noted);
    await staff.see(desk.offline.unsent(i + 1));
  }
  await scan(staff, codes[0]?.scanned ?? '');
  await staff.see(desk.unfit.again);
  await scan(staff, `${campaignId}.230104009010.1482173`);
  await staff.see(desk.unfit.elsewhere);
  await scan(staff, '9999999482173');
  await staff.see(desk.unfit.unlisted);
  await staff.online();
  await staff.seeNoMore(desk.offline.unsent(3));
  // The phone says so as soon as it has sent them; the cloud may still be at it.
  const wanted = before.map(({ left }) => left - 1);
  const lefts = async () => (await Promise.all(residents.map(stateOf))).map(({ left }) => left);
  await until('the cloud has taken all three in', async () => String(await lefts()) === String(wanted));
  await staff.close();
  expect(await lefts()).toEqual(wanted);
});

test('notes outlive a start without a network; one that another desk was faster with is shown until it was seen', async () => {
  const { town } = walks.city;
  const [first, third] = [await stateOf('resident-1'), await stateOf('resident-3')];
  const codes = [await codeOf('resident-1'), await codeOf('resident-3')];
  const staff = await phoneOf('gridworker', { city: walks.city, glass: openJsdom, ...deskPage() });
  await staff.settled();
  await staff.offline();
  for (const [i, { typed }] of codes.entries()) {
    await staff.type(desk.label, typed);
    await staff.tap(desk.send);
    for (let n = [first, third][i]?.left ?? 0; n > 1; n--) await staff.tap(desk.stepper.less);
    await staff.tap(desk.note(1));
    await staff.see(desk.offline.unsent(i + 1));
  }
  const storage = await staff.act('storage');
  await staff.close();

  // Another desk, with a network, takes the code of the third.
  const other = town.as('secretary').eggs;
  const { ticket } = await other.readCode({ ...there(), code: codes[1]?.typed ?? '' });
  await other.hand({ clientId: clientId(), ...there(), ticket, count: 1 });

  let isAway = true;
  const { eggs: cloud, session } = town.as('gridworker');
  const city = instead(walks.city, {
    'session.me': () => (isAway ? null : session.me({})),
    'eggs.deskList': () => (isAway ? null : cloud.deskList(there())),
    'eggs.mergeDesk': (input) => (isAway ? null : cloud.mergeDesk(input as Input<Contract['eggs']['mergeDesk']>)),
  });
  const later = await launch({ city, storage, glass: openJsdom, ...deskPage() });
  await later.see(desk.offline.unsent(2));
  isAway = false;
  await later.tap(desk.offline.merge);
  await later.see(desk.offline.conflicts(1));
  await later.see(desk.conflicts.used);
  await later.seeNoMore(desk.offline.unsent(2));
  await later.tap(desk.seen);
  await later.seeNoMore(desk.offline.conflicts(1));
  await later.tap(desk.tabs.today);
  await later.see(desk.today.states.conflict);
  await later.close();
  expect(await stateOf('resident-1')).toMatchObject({ left: first.left - 1 });
  expect(await stateOf('resident-3')).toMatchObject({ left: third.left - 1 });
});

test('from the list: one writes it down, cannot confirm it, and another does', async () => {
  const { city } = walks;
  const { left } = await stateOf('resident-1');
  const number = String(await numberOf('resident-1'));
  const writing = await phoneOf('gridworker', { city, glass: openJsdom, ...deskPage() });
  await writing.tap(desk.tabs.list);
  await writing.type(desk.list.hints.number, '9999999');
  await writing.tap(desk.list.find);
  await writing.see(desk.list.nobody);
  await writing.type(desk.list.hints.number, number);
  await writing.tap(desk.list.find);
  await writing.see(desk.stepper.all(left));
  for (let n = left; n > 1; n--) await writing.tap(desk.stepper.less);
  await writing.tap(desk.list.send(1));
  await writing.see(desk.list.sent);
  await writing.see(desk.list.mine);
  expect(await writing.reading()).not.toContain(desk.list.confirm);
  await writing.close();
  expect(await stateOf('resident-1')).toMatchObject({ left });

  const second = await phoneOf('secretary', { city, glass: openJsdom, ...deskPage() });
  await second.tap(desk.tabs.list);
  await second.tap(desk.list.confirm);
  await second.see(desk.list.noneWaiting);
  await second.close();
  expect(await stateOf('resident-1')).toMatchObject({ left: left - 1 });
});

test('a newcomer is asked to sign in, a resident is told that a desk is not theirs, and a lost page can be tried again', async () => {
  const { city } = walks;
  const newcomer = await launch({ city, glass: openJsdom, ...pickUpPage() });
  await newcomer.see(say.anonymous);
  await become(newcomer, 'resident-1');
  await newcomer.see(say.code.note);
  // Another person on the same phone sees their own, and nothing can be passed on from here.
  await become(newcomer, 'editor');
  await newcomer.see(say.noEggs);
  await newcomer.close();

  const stranger = await phoneOf('resident-1', { city, glass: openJsdom, ...deskPage() });
  await stranger.see(desk.not);
  await stranger.close();

  let isAway = true;
  const away = instead(city, { 'eggs.pickUp': () => (isAway ? null : stateOf('resident-1')) });
  const phone = await phoneOf('resident-1', { city: away, glass: openJsdom, ...pickUpPage() });
  await phone.see(words.failed.unreached);
  isAway = false;
  await phone.tap(words.failed.retry);
  await phone.see(say.code.note);
  await phone.close();
});
