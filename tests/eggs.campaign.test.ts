import { campaignOf, DONGYUAN_STREET, FANGYUAN, HARBIN, published, rowsOf, switchOn } from './kit/acts';
import { clientId, JIANGPAN, openTown, read, refusalOf, XIAOHONG, type Town } from './kit/town';

/**
 * The demo city's own campaign runs in 江畔 and 萧红 from 29 September to 8 October; today is 1 October. A test that
 * creates a campaign does so in a community of its own.
 */
let town: Town;
let free: string[];
beforeAll(async () => {
  town = await openTown();
  const closed = town.db
    .selectFrom('node')
    .select('code')
    .where('level', '=', 'community')
    .where('is_open', '=', false);
  free = (await closed.where('code', 'like', '230104%').where('code', '<>', OFF).execute()).map(({ code }) => code);
  await switchOn(town, FANGYUAN, ...free);
});
afterAll(() => town.close());

const OFF = '230104009008';
const freshCommunity = (): string => free.pop() ?? FANGYUAN;
const create = (given: object = {}) => town.as('editor').eggs.createCampaign(campaignOf(given));

test('an editor creates a campaign, and residents of its communities see its days', async () => {
  const pickUps = [{ day: '2026-10-08', hours: '8:30–16:30', at: '方元社区居委会' }];
  const home = freshCommunity();
  const { campaign } = await create({ cap: 3, communities: [{ code: home, stock: 500 }], pickUps });
  expect(campaign).toEqual({
    id: campaign.id,
    name: '读通知领鸡蛋',
    firstDay: '2026-10-02',
    lastDay: '2026-10-05',
    cap: 3,
    pickUps,
  });
  const { call } = await town.person({ home });
  const calendar = await call.eggs.calendar({});
  expect(calendar).toMatchObject({ campaign, today: '2026-10-01', count: 0, cap: 3 });
  expect(calendar.days.map(({ state }) => state)).toEqual(['ahead', 'ahead', 'ahead', 'ahead']);
});

test('a street office creates a campaign of its own communities, and of no others', async () => {
  const street = town.as('street');
  expect(await street.eggs.createCampaign(campaignOf({ nodeCode: DONGYUAN_STREET }))).toHaveProperty('campaign');
  for (const nodeCode of [HARBIN, '230104', '230103010'])
    expect(await refusalOf(street.eggs.createCampaign(campaignOf({ nodeCode })))).toBe('role.missing');
});

test.each(['resident-1', 'gridworker', 'secretary', 'merchant'] as const)('a %s creates none', async (persona) => {
  const before = await rowsOf(town, 'campaign');
  expect(await refusalOf(town.as(persona).eggs.createCampaign(campaignOf({ nodeCode: FANGYUAN })))).toBe(
    'role.missing',
  );
  expect(await refusalOf(town.as(null).eggs.createCampaign(campaignOf()))).toBe('session.required');
  expect(await rowsOf(town, 'campaign')).toBe(before);
});

test('repeating it gives the first campaign, and the same number with other content is refused', async () => {
  const input = campaignOf({ communities: [{ code: freshCommunity() }] });
  const first = await town.as('editor').eggs.createCampaign(input);
  const before = await rowsOf(town, 'campaign');
  const again = await Promise.all(Array.from({ length: 8 }, () => town.as('editor').eggs.createCampaign(input)));
  expect(again).toEqual(Array.from({ length: 8 }, () => first));
  const other = town.as('editor').eggs.createCampaign({ ...input, cap: 9 });
  expect(await refusalOf(other)).toBe('input.idReused');
  expect(await rowsOf(town, 'campaign')).toBe(before);
});

test.each([
  ['ends before it begins', { firstDay: '2026-10-05', lastDay: '2026-10-04' }],
  ['lasts 93 days', { lastDay: '2027-01-02' }],
  ['has no community', { communities: [] }],
  ['has a community twice', { communities: [{ code: FANGYUAN }, { code: FANGYUAN }] }],
  ['has a community that is a street', { communities: [{ code: DONGYUAN_STREET }] }],
  ['has a negative stock', { communities: [{ code: FANGYUAN, stock: -1 }] }],
  ['has half an egg', { communities: [{ code: FANGYUAN, stock: 1.5 }] }],
  ['has no eggs for anybody', { cap: 0 }],
  ['has a cap of 101', { cap: 101 }],
  ['has no name', { name: '  ' }],
  ['has a day that is none', { firstDay: '2026-02-30' }],
  ['hands out eggs before its first day', { pickUps: [{ day: '2026-10-01', hours: '上午', at: '居委会' }] }],
  ['has no number of the client', { clientId: undefined }],
  ['grants eggs by hand', { eggs: [{ personId: '1' }] }],
])('a campaign that %s is refused, and nothing is kept of it', async (_, given) => {
  const before = await rowsOf(town, 'campaign');
  expect(await refusalOf(create(given))).toBe('input.invalid');
  expect(await rowsOf(town, 'campaign')).toBe(before);
});

test('a campaign of 92 days and 100 eggs is the largest there is', async () => {
  const communities = [{ code: freshCommunity() }];
  expect(await create({ lastDay: '2027-01-01', cap: 100, communities })).toMatchObject({ campaign: { cap: 100 } });
});

test.each([
  ['began yesterday', { firstDay: '2026-09-30' }, 'campaign.past'],
  ['has a community outside the place', { nodeCode: '230103', communities: [{ code: FANGYUAN }] }, 'campaign.outside'],
  [
    'has one community inside and one outside',
    { nodeCode: DONGYUAN_STREET, communities: [{ code: FANGYUAN }, { code: XIAOHONG }] },
    'campaign.outside',
  ],
  ['has a community that is switched off', { communities: [{ code: OFF }] }, 'campaign.outside'],
  ['has a community that does not exist', { communities: [{ code: '230104009999' }] }, 'campaign.outside'],
  [
    'meets another one on its last day',
    { firstDay: '2026-10-08', lastDay: '2026-10-09', communities: [{ code: JIANGPAN }] },
    'campaign.overlaps',
  ],
  ['lies within another one', { communities: [{ code: FANGYUAN }, { code: XIAOHONG }] }, 'campaign.overlaps'],
  [
    'lies around another one',
    { firstDay: '2026-10-01', lastDay: '2026-10-30', communities: [{ code: JIANGPAN }] },
    'campaign.overlaps',
  ],
  [
    'is both past and outside: first of all it is past',
    { firstDay: '2026-09-30', nodeCode: '230103' },
    'campaign.past',
  ],
])('a campaign that %s is refused, and nothing is kept of it', async (_, given, refusal) => {
  const before = await rowsOf(town, 'campaign');
  expect(await refusalOf(create(given))).toBe(refusal);
  expect(await rowsOf(town, 'campaign')).toBe(before);
});

test('a campaign may begin today, and on the day after another one', async () => {
  const communities = [{ code: freshCommunity() }];
  await create({ firstDay: '2026-10-01', communities });
  await create({ firstDay: '2026-10-09', lastDay: '2026-10-10', communities: [{ code: JIANGPAN }] });
  await create({ firstDay: '2026-10-06', lastDay: '2026-10-06', communities });
});

test.each([
  ['ends on its first day', { firstDay: '2026-10-03', lastDay: '2026-10-05' }, 'campaign.overlaps'],
  ['ends the day before it', { firstDay: '2026-10-03', lastDay: '2026-10-04' }, null],
  ['begins on its last day', { firstDay: '2026-10-07', lastDay: '2026-10-09' }, 'campaign.overlaps'],
  ['begins the day after it', { firstDay: '2026-10-08', lastDay: '2026-10-09' }, null],
])('beside a campaign from 5 to 7 October, one that %s is refused if they share a day', async (_, days, refusal) => {
  const communities = [{ code: freshCommunity() }];
  await create({ firstDay: '2026-10-05', lastDay: '2026-10-07', communities });
  if (refusal === null) expect(await create({ ...days, communities })).toMatchObject({ campaign: days });
  else expect(await refusalOf(create({ ...days, communities }))).toBe(refusal);
});

test('of two campaigns that two editors create for one community at once, one is refused', async () => {
  const communities = [{ code: freshCommunity() }];
  const outcomes = await Promise.allSettled([
    create({ communities }),
    create({ communities }),
    create({ communities, firstDay: '2026-10-05', lastDay: '2026-10-07' }),
  ]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of outcomes)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ refusal: 'campaign.overlaps' });
});

test('the calendar shows the campaign of today, then the next one, then the last one with my eggs', async () => {
  const home = freshCommunity();
  const communities = [{ code: home }];
  const { call } = await town.person({ home });
  const named = async () => (await call.eggs.calendar({})).campaign?.name ?? null;
  expect(await named()).toBeNull();
  await create({ firstDay: '2026-10-04', lastDay: '2026-10-05', name: '第二次', communities });
  expect(await named()).toBe('第二次');
  await create({ firstDay: '2026-10-01', lastDay: '2026-10-02', name: '第一次', communities });
  expect(await named()).toBe('第一次');
  await read(town, call, await published(town, { communityCode: home }));
  town.clock.at('2026-10-02 23:59:59');
  expect(await named()).toBe('第一次');
  town.clock.at('2026-10-03 00:00:00');
  expect(await named()).toBe('第二次');
  town.clock.at('2026-10-06 00:00:00');
  expect(await named()).toBe('第一次');
  expect(await call.eggs.calendar({})).toMatchObject({ count: 1 });
});

test('staff have no procedure that grants an egg: the contract names a campaign and a calendar, and nothing else', async () => {
  const granting = { clientId: clientId(), personId: '1', day: '2026-10-02' };
  const eggs = town.as('editor').eggs as unknown as Record<string, (input: object) => Promise<unknown>>;
  for (const verb of ['grant', 'lay', 'correct'])
    expect(await refusalOf(eggs[verb]?.(granting) ?? Promise.resolve())).toBe('wire.unknownFunction');
});
