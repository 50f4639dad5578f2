import { say as board } from '../../src/campaigns/board/words';
import { say as edit } from '../../src/campaigns/edit/words';
import { say as guard } from '../../src/campaigns/guard/words';
import { say as place } from '../../src/campaigns/place/words';
import { say } from '../../src/campaigns/words';
import { say as work } from '../../src/desk/now/words';
import { words } from '../../src/kit/words';
import { say as tabs } from '../../src/tabs/words';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { FANGYUAN, published, switchOn, YANJIANG } from '../kit/acts';
import { givePhone, type Somebody } from '../kit/eggs';
import { clientId, JIANGPAN, read } from '../kit/town';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, glasses, phoneOf } from './drive/people';
import type { Phone } from './drive/phone';

/** A campaign as its staff walk through it: planned, brought, signed for, explained, paused; and who has no part in it. */
const walks = cityForWalks();
const { acts } = place;
const SERVICES = 'tabs/services/index';
const LIST = 'campaigns/list/index';
const EDIT = 'campaigns/edit/index';
const BOARD = 'campaigns/board/index';
const PLACE = 'campaigns/place/index';
const GUARD = 'campaigns/guard/index';
/** By its place: what is said around it says the same words. */
const SEND = '.page__foot .button--main';
const IN_SHEET = '.sheet .button--main';

const today = () => shanghaiDay(walks.city.town.clock.now());
const inDays = (n: number) => addDays(today(), n);

/** The secretary looks after another community, too. */
async function appoint(code: string): Promise<void> {
  const { db, clock } = walks.city.town;
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('persona', '=', 'secretary')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('role_grant')
    .values({ person_id: id, role: 'secretary', node_code: code, granted_at: clock.now() })
    .execute();
}

/** Opens the campaign of this name from the services, as everybody of the staff comes to it. */
async function openCampaign(phone: Phone, name: string, where?: string): Promise<void> {
  await phone.tap(tabs.work.title);
  await phone.tap(work.acts.campaigns[0]);
  await phone.seePage(LIST);
  if (where) await phone.tap(where);
  await phone.see(name);
  await phone.tap('.campaigns__one');
}

const neighbours = (code: string, n: number) =>
  Promise.all(Array.from({ length: n }, () => walks.city.town.person({ home: code })));

async function everybodyReads(code: string, people: readonly Pick<Somebody, 'call'>[]): Promise<void> {
  const { town } = walks.city;
  const id = await published(town, { clientId: clientId(), communityCode: code });
  for (const { call } of people) await read(town, call, id);
}

beforeAll(async () => {
  await switchOn(walks.city.town, FANGYUAN, YANJIANG);
  await appoint(FANGYUAN);
  await appoint(YANJIANG);
}, 60_000);

test.each([
  [...glasses[0], 1, FANGYUAN, '方元社区'],
  // In the browser they have WeChat's text large.
  [...glasses[1], 1.4, YANJIANG, '沿江社区'],
] as const)(
  'an editor plans a campaign and brings the eggs, the secretary signs for fewer, and the difference is red and explained (%s)',
  async (kind, glass, fontScale, code, community) => {
    const { city } = walks;
    const { town } = city;
    const name = `秋天读通知领鸡蛋 ${kind}`;
    const handedOut = inDays(3);

    // Planned; the network goes as it is sent, and nothing of it is lost or done twice.
    const editor = await phoneOf('editor', { city, glass, fontScale, path: SERVICES });
    await editor.tap(tabs.work.title);
    await editor.tap(work.acts.campaigns[0]);
    await editor.seePage(LIST);
    await editor.tap(say.new);
    await editor.seePage(EDIT);
    await editor.see(edit.lacks.name);
    await editor.type(edit.nameHint, name);
    await editor.see(edit.lacks.communities);
    await editor.tap(edit.add);
    await editor.type(edit.pick.hint, community.slice(0, 2));
    await editor.tap(`.sheet “${edit.pick.label(community, false)}”`);
    await editor.tap(edit.pick.done);
    await editor.tap(`.row “${community}，${edit.stockOf('')}”`);
    await editor.type(edit.stockHint, '40');
    await editor.tap(edit.set);
    await editor.see(edit.stockAll(40));
    await editor.tap(edit.addPickUp);
    await editor.pick(`${edit.day} ${say.pickDay}`, handedOut);
    await editor.type(edit.hoursHint, '上午 9:00 到 11:00');
    await editor.type(edit.atHint, '社区活动室');
    await editor.tap(IN_SHEET);
    await editor.type(edit.reserveHint, '10');
    await editor.see(edit.withReserve(44));
    await editor.offline();
    await editor.tap(SEND);
    await editor.see(words.failed.offline);
    await editor.online();
    await editor.tap(SEND);
    await editor.seePage(BOARD);
    await editor.see(name);
    await editor.see(say.states.ahead);
    await editor.see(board.figures.unknown);
    const { campaigns } = await town.as('editor').eggs.campaigns({ communityCode: code });
    expect(campaigns.map((one) => one.name)).toEqual([name]);
    const campaignId = campaigns[0]?.id ?? '';

    // Two days on which five neighbours read, and the day on which eggs are handed out.
    const people = await neighbours(code, 5);
    for (let day = 0; day < 2; day++) {
      town.clock.at(`${inDays(1)} 09:00:00`);
      await everybodyReads(code, people);
    }
    town.clock.at(`${handedOut} 08:00:00`);

    // Brought: what is to be brought is offered, and somebody else has to sign.
    await editor.back();
    await editor.seePage(LIST);
    await editor.tap(`.campaigns__name “${name}”`);
    await editor.seePage(BOARD);
    await editor.tap(community);
    await editor.seePage(PLACE);
    await editor.see(say.difference('short', 10, true));
    await editor.tap(acts.delivered.open);
    await editor.see(acts.delivered.note);
    await editor.type(place.countHint, '11');
    await editor.tap(IN_SHEET);
    await editor.see(place.unsigned.delivered);
    expect(await editor.reading()).not.toContain(place.sign);

    const secretary = await phoneOf('secretary', { city, glass, fontScale, path: SERVICES });
    await openCampaign(secretary, name, community);
    await secretary.seePage(PLACE);
    await secretary.tap(place.sign);
    await secretary.type(place.countHint, '8');
    await secretary.see(place.signDiffers(11, 8));
    await secretary.tap(IN_SHEET);
    await secretary.see(place.moved({ kind: 'delivered', said: 11, counted: 8 }));
    const red = say.difference('short', 2, true);
    await secretary.see(red);
    await secretary.see(place.hand);
    await secretary.tap(place.explainOf(red));
    await secretary.type(acts.explain.hint, '箱底压破了三个');
    await secretary.tap(IN_SHEET);
    await secretary.see('箱底压破了三个');
    await secretary.see(red);
    if (kind !== 'jsdom') await secretary.screenshot('walk-eggs-place-explained');
    await secretary.tap(place.guard);
    await secretary.seePage(GUARD);
    await secretary.see(guard.noFlags);
    await secretary.back();
    await secretary.close();

    // The editor sees the difference with its explanation, and pauses in public.
    await editor.back();
    await editor.seePage(BOARD);
    await editor.see(red);
    await editor.see('箱底压破了三个');
    await editor.tap(board.acts.pause);
    await editor.type(board.asks.pause.hint, '等补送的鸡蛋到');
    await editor.offline();
    await editor.tap(IN_SHEET);
    await editor.see(words.failed.offline);
    await editor.online();
    await editor.tap(IN_SHEET);
    await editor.see(board.paused('等补送的鸡蛋到'));
    const [resident] = people;
    expect((await resident?.call.eggs.calendar({}))?.here).toMatchObject({ paused: '等补送的鸡蛋到' });

    await editor.tap(board.acts.resume);
    await editor.tap(IN_SHEET);
    await editor.see(say.states.running);
    await editor.close();
    const after = await town.as('editor').eggs.campaign({ campaignId });
    expect(after.steps.map(({ act }) => act)).toEqual(['made', 'paused', 'resumed']);
    expect(after.standings[0]).toMatchObject({ promised: 10, delivered: 8, short: 2, red: ['short'] });
  },
  180_000,
);

test('a grid worker asks for a correction, the secretary agrees after a second look, and it is public; each sees what is theirs', async () => {
  const { city } = walks;
  const { town } = city;
  const { campaign } = await town.as('resident-1').eggs.calendar({});
  const campaignId = campaign?.id ?? '';
  const notice = await published(town, { clientId: clientId(), communityCode: JIANGPAN });
  await read(town, town.as('resident-1'), notice);
  const { id } = await town.as('resident-1').session.mine({});
  const number = '13600000001';
  await givePhone(town, id, number);
  const page = { path: GUARD, query: { campaign: campaignId, at: JIANGPAN } };
  const reason = '读了两台手机，多的收回';

  const worker = await phoneOf('gridworker', { city, glass: openJsdom, ...page });
  await worker.see(guard.forDeciders);
  await worker.tap(guard.ask);
  await worker.see(guard.asking.lacks.number);
  await worker.tap(guard.asking.ways.phone);
  await worker.type(guard.asking.phoneHint, number);
  await worker.tap(guard.correctionKinds.unlay);
  await worker.pick(`${guard.asking.day} ${say.pickDay}`, today());
  await worker.type(guard.asking.reasonHint, reason);
  await worker.offline();
  await worker.tap(IN_SHEET);
  await worker.see(words.failed.offline);
  // A neighbour's number is on no phone but their own.
  expect(JSON.stringify(await worker.act('storage'))).not.toContain(number);
  await worker.online();
  await worker.tap(IN_SHEET);
  await worker.see(guard.states.asked);
  expect(await worker.reading()).not.toContain(guard.agree);
  await worker.close();

  const secretary = await phoneOf('secretary', { city, glass: openJsdom, ...page });
  const { corrections: asked } = await town
    .as('secretary')
    .eggs.correctionsAsked({ campaignId, communityCode: JIANGPAN });
  expect(asked).toHaveLength(1);
  await secretary.see(guard.correctionFacts(asked[0]?.number ?? 0, today()));
  await secretary.tap(guard.agree);
  await secretary.see(guard.sure.note);
  await secretary.tap(IN_SHEET);
  await secretary.seeNoMore(guard.states.asked);
  await secretary.close();
  const { corrections } = await town.as(null).eggs.corrections({ campaignId });
  expect(corrections).toMatchObject([{ kind: 'unlay', reason, state: 'done', day: today() }]);
});

test('the page of a campaign that a city runs leads a street office to one of its communities, and a resident to none', async () => {
  const { city } = walks;
  const { campaigns } = await city.town.as('street').eggs.campaigns({ communityCode: JIANGPAN });
  const [ofCity] = campaigns;
  expect(ofCity?.node.code).toBe('2301');
  const name = ofCity?.name ?? '';
  const street = await phoneOf('street', { city, glass: openJsdom, path: LIST });
  await street.see(name);
  await street.tap(`.campaigns__name “${name}”`);
  await street.see(say.which);
  await street.tap('江畔社区');
  await street.seePage(PLACE);
  await street.see(acts.delivered.open);
  await street.close();

  const resident = await phoneOf('resident-1', { city, glass: openJsdom, path: LIST });
  await resident.see(say.not);
  await resident.close();
});
