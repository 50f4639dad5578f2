import { DONGYUAN_STREET, FANGYUAN, HARBIN, switchOn, YANJIANG } from './kit/acts';
import { JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

const find = (input: { q?: string; code?: string }) => town.as(null).org.find(input);
const codesOf = async (input: { q?: string; code?: string }) => (await find(input)).places.map(({ code }) => code);
const homeOf = async (id: string) =>
  (await town.db.selectFrom('person').select('home_code').where('id', '=', id).executeTakeFirstOrThrow()).home_code;

describe('looking places up', () => {
  test('without a word shows the communities that are switched on, and nothing else', async () => {
    const { places } = await find({});
    expect(places).toHaveLength(9);
    expect(places.every(({ open, level }) => open && level === 'community')).toBe(true);
    expect(places.map(({ code }) => code)).toEqual(expect.arrayContaining([JIANGPAN, XIAOHONG, FANGYUAN]));
  });

  test('by part of a name finds communities by what people call them, with the places above', async () => {
    const { places } = await find({ q: '江畔' });
    expect(places[0]).toEqual({
      code: JIANGPAN,
      level: 'community',
      name: '江畔社区',
      above: ['哈尔滨市', '道外区', '东原街道'],
      open: true,
    });
    expect(places.every(({ name }) => name.includes('江畔'))).toBe(true);
  });

  test('shows those that are switched on first, and never more than fifty', async () => {
    const { places } = await find({ q: '社区' });
    expect(places).toHaveLength(50);
    const open = places.map((place) => place.open);
    expect(open).toEqual([...open].sort((a, b) => Number(b) - Number(a)));
    expect(open.filter(Boolean)).toHaveLength(9);
  });

  test('by code shows the place and then what lies directly below it', async () => {
    const codes = await codesOf({ code: DONGYUAN_STREET });
    expect(codes[0]).toBe(DONGYUAN_STREET);
    expect([...codes.slice(1)].sort()).toEqual([FANGYUAN, YANJIANG, '230104009008', JIANGPAN].sort());
    expect((await codesOf({ code: HARBIN }))[0]).toBe(HARBIN);
    expect((await codesOf({ code: HARBIN })).slice(1).every((code) => code.length === 6)).toBe(true);
  });

  test('takes percent and underline for letters, so that they find nothing', async () => {
    for (const q of ['%', '_', '江%', '\\', "'", '江_社区']) expect(await codesOf({ q })).toEqual([]);
  });

  test('finds nothing where nothing is', async () => {
    expect(await find({ code: '230199' })).toEqual({ places: [] });
    expect(await find({ q: '月球' })).toEqual({ places: [] });
  });

  test('says the same to everybody, and when asked again', async () => {
    const first = await find({ q: '江畔' });
    expect(await find({ q: '江畔' })).toEqual(first);
    expect(await town.as('resident-1').org.find({ q: '江畔' })).toEqual(first);
  });

  test.each([
    ['an empty word', { q: ' ' }],
    ['a word of 31 letters', { q: '社'.repeat(31) }],
    ['a code of five digits', { code: '23010' }],
    ['a number', { code: 2301 }],
    ['something else', { name: '江畔' }],
  ])('for %s is refused', async (_, input) => {
    expect(await refusalOf(find(input as never))).toBe('input.invalid');
  });
});

describe('joining a community', () => {
  test('makes it the resident’s home', async () => {
    const { id, call } = await town.person();
    const home = { code: JIANGPAN, level: 'community', name: '江畔社区' };
    expect(await call.org.join({ communityCode: JIANGPAN })).toEqual({ home });
    expect(await call.session.me({})).toMatchObject({ home, roles: [] });
    expect(await homeOf(id)).toBe(JIANGPAN);
  });

  test('again changes nothing, and another one moves house', async () => {
    const { id, call } = await town.person();
    const first = await call.org.join({ communityCode: JIANGPAN });
    expect(await call.org.join({ communityCode: JIANGPAN })).toEqual(first);
    await call.org.join({ communityCode: XIAOHONG });
    expect(await homeOf(id)).toBe(XIAOHONG);
  });

  test('eight times at once ends in one home', async () => {
    const { id, call } = await town.person();
    const wished = Array.from({ length: 8 }, (_, i) => (i % 2 ? JIANGPAN : XIAOHONG));
    const outcomes = await Promise.allSettled(wished.map((communityCode) => call.org.join({ communityCode })));
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toMatchObject({ refusal: 'busy' });
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect([JIANGPAN, XIAOHONG]).toContain(await homeOf(id));
  });

  test.each([
    ['that is not switched on', { communityCode: YANJIANG }, 'org.closed'],
    ['that does not exist', { communityCode: '230104009999' }, 'org.missing'],
    ['that is a street', { communityCode: DONGYUAN_STREET }, 'input.invalid'],
    ['without a code', {}, 'input.invalid'],
    ['in somebody else’s name', { communityCode: JIANGPAN, personId: '1' }, 'input.invalid'],
  ])('%s is refused, and the home stays', async (_, input, refusal) => {
    const { id, call } = await town.person({ home: XIAOHONG });
    expect(await refusalOf(call.org.join(input as never))).toBe(refusal);
    expect(await homeOf(id)).toBe(XIAOHONG);
  });

  test('needs somebody who is signed in', async () => {
    expect(await refusalOf(town.as(null).org.join({ communityCode: JIANGPAN }))).toBe('session.required');
  });
});
