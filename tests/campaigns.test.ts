import type { Call } from '../types';
import { drift } from '../cloud/credit/recount';
import { campaignOf, FANGYUAN, published, switchOn, YANJIANG } from './kit/acts';
import { eggOf } from './kit/eggs';
import { clientId, JIANGPAN, openTown, read, refusalOf, type Town } from './kit/town';

/**
 * Planning campaigns, from the making to the end. Each story has a community of its own; today is 1 October at first, and the clock goes
 * forward alone.
 */
let town: Town;
let free: string[];
let editor: Call;
beforeAll(async () => {
  town = await openTown();
  const rows = await town.db
    .selectFrom('node')
    .select('code')
    .where('level', '=', 'community')
    .where('is_open', '=', false)
    .where('code', 'like', '230104%')
    .execute();
  free = rows.map(({ code }) => code).filter((code) => code !== FANGYUAN && code !== YANJIANG);
  await switchOn(town, FANGYUAN, YANJIANG, ...free);
  editor = town.as('editor');
});
afterAll(() => town.close());

const fresh = (): string => free.pop() ?? FANGYUAN;
const day = (n: number): string => `2026-10-${String(n).padStart(2, '0')}`;

/** A campaign of a community of its own. */
async function made(given: object = {}, home = fresh()) {
  const input = campaignOf({ communities: [{ code: home }], ...given });
  const { campaign } = await editor.eggs.createCampaign(input);
  return { id: campaign.id, home, input };
}
const act = (campaignId: string) => ({ clientId: clientId(), campaignId });
const because = (campaignId: string, reason = '鸡蛋还没有到') => ({ ...act(campaignId), reason });
const board = (campaignId: string) => editor.eggs.campaign({ campaignId });
const planOf = ({ clientId: _c, nodeCode: _n, ...plan }: ReturnType<typeof campaignOf>) => plan;
const readOne = async (home: string, who?: Call) => {
  const call = who ?? (await town.person({ home })).call;
  const id = await published(town, { clientId: clientId(), communityCode: home });
  return { call, ...(await read(town, call, id)) };
};

describe('before its first day', () => {
  test('a campaign is changed in all that was planned, its communities too', async () => {
    const { id, home } = await made();
    const other = fresh();
    const pickUps = [{ day: day(9), hours: '上午', at: '居委会', communityCode: other }];
    const plan = { name: '重阳读通知', firstDay: day(3), lastDay: day(6), cap: 4, reserve: 5, pickUps };
    const { campaign } = await editor.eggs.changeCampaign({
      ...{ ...act(id), ...plan },
      communities: [{ code: other, stock: 50 }],
    });
    expect(campaign).toMatchObject({ id, ...plan, state: 'ahead', communities: 1, promised: 0 });
    expect(campaign.may).toEqual(['change', 'setPickUps', 'end']);
    const seen = await board(id);
    expect(seen.standings.map(({ community, stock }) => [community.code, stock])).toEqual([[other, 50]]);
    expect(seen.steps.map((step) => step.act)).toEqual(['made', 'changed']);
    // The community that is out of it may be in another one.
    expect(await made({}, home)).toHaveProperty('id');
  });

  test('it says the most that it may come to, and nothing of what is to be expected', async () => {
    const { id, home } = await made({ cap: 3 });
    for (let n = 0; n < 5; n++) await town.person({ home });
    expect(await board(id)).toMatchObject({ expected: null, most: 15 });
  });

  test.each([
    ['begins in the past', { firstDay: '2026-09-30' }, 'campaign.past'],
    ['has a community outside', { communities: [{ code: '230103010003' }] }, 'campaign.outside'],
    ['meets another campaign', { communities: [{ code: JIANGPAN }] }, 'campaign.overlaps'],
    [
      'hands out eggs where it is not',
      { pickUps: [{ day: day(8), hours: '上午', at: '居委会', communityCode: JIANGPAN }] },
      'campaign.pickUps',
    ],
    ['ends before it begins', { lastDay: day(1) }, 'input.invalid'],
    ['has no community', { communities: [] }, 'input.invalid'],
    ['keeps more than half in reserve', { reserve: 51 }, 'input.invalid'],
  ])('a change after which it %s is refused, and all stays as it was', async (_, given, refusal) => {
    const { id, input } = await made({ nodeCode: '230104' });
    const before = await board(id);
    expect(await refusalOf(editor.eggs.changeCampaign({ ...act(id), ...planOf(input), ...given }))).toBe(refusal);
    expect(await board(id)).toEqual(before);
  });

  test('one that is ended is dropped: its community is free, and nobody is promised anything', async () => {
    const { id, home } = await made();
    const { campaign } = await editor.eggs.endCampaign(because(id, '报社另有安排'));
    expect(campaign).toMatchObject({ state: 'dropped', communities: 0, may: [] });
    expect((await board(id)).steps.at(-1)).toMatchObject({ act: 'ended', reason: '报社另有安排' });
    expect(
      new Set(
        await Promise.all(
          [editor.eggs.endCampaign(because(id)), editor.eggs.setPickUps({ ...act(id), pickUps: [], reserve: 0 })].map(
            refusalOf,
          ),
        ),
      ),
    ).toEqual(new Set(['campaign.step']));
    expect(await made({}, home)).toHaveProperty('id');
  });
});

describe('who is another', () => {
  test.each(['resident-1', 'gridworker', 'secretary', 'merchant'] as const)('a %s runs none', async (persona) => {
    const { id, input } = await made();
    const { eggs } = town.as(persona);
    const calls = [
      eggs.changeCampaign({ ...act(id), ...planOf(input) }),
      eggs.setPickUps({ ...act(id), pickUps: [], reserve: 0 }),
      eggs.pauseCampaign(because(id)),
      eggs.resumeCampaign(act(id)),
      eggs.endCampaign(because(id)),
      eggs.campaign({ campaignId: id }),
      eggs.variance({ campaignId: id }),
    ];
    expect(new Set(await Promise.all(calls.map(refusalOf)))).toEqual(new Set(['role.missing']));
  });

  test('a street runs its own, and sees those above it without running them', async () => {
    const { id } = await made({ nodeCode: '2301' }, FANGYUAN);
    const street = town.as('street').eggs;
    expect(await refusalOf(street.campaign({ campaignId: id }))).toBe('role.missing');
    const { campaigns } = await street.campaigns({ nodeCode: '230104009' });
    expect(campaigns.find((one) => one.id === id)).toMatchObject({ may: [], node: { code: '2301' } });
    const { campaigns: theirs } = await town.as('secretary').eggs.campaigns({ communityCode: JIANGPAN });
    expect(theirs.map(({ id: one }) => one)).not.toContain(id);
    await editor.eggs.endCampaign(because(id));
  });

  test('one that does not exist is missing', async () => {
    expect(
      new Set(
        await Promise.all(
          [editor.eggs.campaign({ campaignId: '1' }), editor.eggs.pauseCampaign(because('1'))].map(refusalOf),
        ),
      ),
    ).toEqual(new Set(['campaign.missing']));
  });
});

test('days, hours and places of the pick-up may be said at any time, and a community reads its own', async () => {
  const { id, home } = await made({ firstDay: day(1) });
  const pickUps = [{ day: day(8), hours: '上午', at: '居委会' }];
  const input = { ...act(id), pickUps, reserve: 3 };
  const first = await editor.eggs.setPickUps(input);
  expect(first.campaign).toMatchObject({ pickUps, reserve: 3, state: 'running' });
  expect(await editor.eggs.setPickUps(input)).toEqual(first);
  const { campaign, here } = await (await town.person({ home })).call.eggs.calendar({});
  expect(campaign?.pickUps).toEqual(pickUps);
  expect(here).toMatchObject({ stock: null, laid: 0, paused: null, ended: false });
  for (const bad of [
    { ...pickUps[0], day: '2026-09-30' },
    { ...pickUps[0], communityCode: JIANGPAN },
  ] as typeof pickUps)
    expect(await refusalOf(editor.eggs.setPickUps({ ...act(id), pickUps: [bad], reserve: 3 }))).toBe(
      'campaign.pickUps',
    );
});

describe('while it runs', () => {
  test('it is paused with a reason that everybody reads, lays nothing, and goes on', async () => {
    const { id, home } = await made({ firstDay: day(1) });
    expect(await readOne(home)).toMatchObject({ credited: true, egg: { day: day(1) } });
    const input = because(id, '鸡蛋车坏在路上了');
    const first = await editor.eggs.pauseCampaign(input);
    expect(first.campaign).toMatchObject({ state: 'paused', may: ['setPickUps', 'resume', 'end'] });
    expect(await editor.eggs.pauseCampaign(input)).toEqual(first);
    expect(await refusalOf(editor.eggs.pauseCampaign(because(id)))).toBe('campaign.step');

    const reader = await readOne(home);
    expect(reader).toMatchObject({ credited: true, egg: null, reason: 'egg.paused' });
    expect((await reader.call.eggs.calendar({})).here).toMatchObject({ paused: '鸡蛋车坏在路上了' });
    const none = await reader.call.eggs.receipt({ campaignId: id, day: day(1) });
    expect(none).toMatchObject({ egg: null, why: 'paused', paused: '鸡蛋车坏在路上了' });

    await editor.eggs.resumeCampaign(act(id));
    expect(await refusalOf(editor.eggs.resumeCampaign(act(id)))).toBe('campaign.step');
    expect(await readOne(home, reader.call)).toMatchObject({ egg: { day: day(1) } });
    expect((await board(id)).steps.map((step) => step.act)).toEqual(['made', 'paused', 'resumed']);
  });

  test('nothing but the pick-up is changed any more', async () => {
    const { id, input } = await made({ firstDay: day(1) });
    const change = editor.eggs.changeCampaign({ ...act(id), ...planOf(input), firstDay: day(2) });
    expect(await refusalOf(change)).toBe('campaign.begun');
  });

  test('it is ended today: nothing is laid from then on, what was laid stays promised, and the next may begin tomorrow', async () => {
    const { id, home } = await made({ firstDay: day(1) });
    const { call } = await readOne(home);
    const { campaign } = await editor.eggs.endCampaign(because(id, '鸡蛋提前发完了'));
    expect(campaign).toMatchObject({ state: 'waiting', lastDay: day(1), promised: 1, may: ['setPickUps'] });
    expect(await readOne(home)).toMatchObject({ credited: true, egg: null, reason: 'egg.noCampaign' });
    expect(await call.eggs.calendar({})).toMatchObject({ campaign: { id }, count: 1, here: { ended: true } });
    expect(await made({ firstDay: day(2) }, home)).toHaveProperty('id');
  });

  test('it is paused while forty read: each is credited, and who was in time has an egg', async () => {
    const { id, home } = await made({ firstDay: day(1) });
    const notice = await published(town, { clientId: clientId(), communityCode: home });
    const people = await Promise.all(Array.from({ length: 40 }, () => town.person({ home })));
    const tickets = await Promise.all(people.map(({ call }) => call.notices.open({ noticeId: notice })));
    town.clock.advance(3_000);
    const credits = people.map(({ call }, i) => call.notices.credit({ readTicket: tickets[i]?.readTicket ?? '' }));
    const [answers] = await Promise.all([Promise.all(credits), editor.eggs.pauseCampaign(because(id))]);
    const laid = answers.filter(({ egg }) => egg !== null).length;
    expect(answers.every(({ credited }) => credited)).toBe(true);
    expect(answers.filter(({ reason }) => reason === 'egg.paused').length).toBe(40 - laid);
    expect((await board(id)).campaign.promised).toBe(laid);
  });
});

test('the reasons are words, and are needed', async () => {
  const { id } = await made({ firstDay: day(1) });
  for (const reason of ['', ' ', '长'.repeat(201)])
    for (const act of ['pauseCampaign', 'endCampaign'] as const)
      expect(await refusalOf(editor.eggs[act](because(id, reason)))).toBe('input.invalid');
});

test('closed days say what is to be expected, and which are out of the ordinary', async () => {
  const { id, home } = await made({ firstDay: day(1), lastDay: day(4), cap: 9 });
  const people = await Promise.all(Array.from({ length: 34 }, () => town.person({ home })));
  const close = async (next: number) => {
    town.clock.at(`2026-10-${String(next).padStart(2, '0')} 00:06:00`);
    await town.app.chores.books?.work(() => true);
  };
  expect(await editor.eggs.variance({ campaignId: id })).toEqual({ day: null, places: [] });
  await eggOf(town, home, id, people[0]?.id ?? '', day(1));
  await close(2);
  for (const { id: person } of people) await eggOf(town, home, id, person, day(2));
  await close(3);

  const seen = await board(id);
  expect(seen.days.map(({ laid, expected }) => [laid, expected])).toEqual([
    [1, null],
    [34, null],
    [0, 18],
    [null, 18],
  ]);
  expect(seen.expected).toBe(71);
  const { day: newest, places } = await editor.eggs.variance({ campaignId: id });
  expect(newest).toBe(day(2));
  expect(places).toMatchObject([{ laid: 34, usual: 1, collected: 0, flagged: 0, marks: ['many'] }]);
  expect((await editor.eggs.variance({ campaignId: id, day: day(1) })).places).toMatchObject([
    { laid: 1, usual: null, marks: [] },
  ]);
  expect(await drift(town.db)).toEqual([]);
});
