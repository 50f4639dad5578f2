import { createSessions, signIn } from '../cloud/people';
import { demoDoor } from './kit/acts';
import { openTown, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const DAY_MS = 86_400_000;
const signedIn = async () => {
  const { token, id } = await signIn(demoDoor(town), { demo: { persona: 'resident-1' } }, town.clock.now());
  return { id, call: town.as({ token }) };
};
const jiangpan = { code: '230104009009', level: 'community', name: '江畔社区' };

describe('a demo city that goes live', () => {
  test('lets nobody in any more who is signed in as one of its people', async () => {
    const { token } = await signIn(demoDoor(town), { demo: { persona: 'secretary' } }, town.clock.now());
    const real = await town.person();
    const [inDemo, live] = [createSessions(town.db, true), createSessions(town.db, false)];
    expect((await inDemo.of(token, town.clock.now()))?.grants).toHaveLength(1);
    expect(await live.of(token, town.clock.now())).toBeNull();
    expect((await live.of(real.token, town.clock.now()))?.id).toBe(real.id);
  });
});

describe('who I am', () => {
  test('tells a newcomer that they are nobody yet, and whether this is a demo', async () => {
    expect(await town.as(null).session.me({})).toEqual({
      person: null,
      home: null,
      roles: [],
      desk: [],
      shops: [],
      visits: [],
      answers: [],
      units: [],
      phone: null,
      demo: true,
    });
  });

  test('tells a resident their home, and no role', async () => {
    const { person, ...rest } = await town.as('resident-1').session.me({});
    expect(person).toEqual({ id: expect.stringMatching(/^[1-9]\d+$/) as string, persona: 'resident-1' });
    const none = { roles: [], desk: [], shops: [], visits: [], answers: [], units: [] };
    expect(rest).toEqual({ home: jiangpan, ...none, phone: null, demo: true });
  });

  test.each([
    ['secretary', ['230104009009']],
    ['street', ['230104009']],
    ['editor', ['2301']],
    ['gridworker', []],
    ['merchant', []],
  ] as const)('tells a %s their role and the places they publish for: %j', async (persona, desk) => {
    const me = await town.as(persona).session.me({});
    expect(me.roles.map(({ role }) => role)).toEqual([persona]);
    expect(me.desk.map(({ code }) => code)).toEqual(desk);
  });

  test('tells somebody without a home and with two roles just that', async () => {
    const { call } = await town.person({
      roles: [
        ['secretary', '230104009009'],
        ['gridworker', '230104009006'],
      ],
    });
    const me = await call.session.me({});
    expect(me).toMatchObject({ person: { persona: null }, home: null, desk: [jiangpan] });
    expect(me.roles.map(({ role, place }) => [role, place.code])).toEqual([
      ['gridworker', '230104009006'],
      ['secretary', '230104009009'],
    ]);
  });

  test('says the same when asked again, and takes no question about somebody else', async () => {
    const { call, id } = await signedIn();
    expect(await call.session.me({})).toEqual(await call.session.me({}));
    expect(await refusalOf(call.session.me({ personId: id }))).toBe('input.invalid');
  });

  test('is nobody with a token that was never given out, or with an empty one', async () => {
    for (const token of ['made-up', '0'.repeat(32)])
      expect(await town.as({ token }).session.me({})).toMatchObject({ person: null });
  });
});

describe('a session', () => {
  test('that was ended is dead on the server, and my other phone stays signed in', async () => {
    const [phone, other] = [await signedIn(), await signedIn()];
    expect(await phone.call.session.end({})).toEqual({});
    expect(await phone.call.session.me({})).toMatchObject({ person: null });
    expect(await refusalOf(phone.call.eggs.calendar({}))).toBe('session.required');
    expect(await other.call.session.me({})).toMatchObject({ person: { id: other.id } });
  });

  test('ended twice stays ended: the second time it asks to sign in', async () => {
    const { call } = await signedIn();
    await call.session.end({});
    expect(await refusalOf(call.session.end({}))).toBe('session.required');
  });

  test('is not ended by nobody, nor for somebody else', async () => {
    const { call, id } = await signedIn();
    expect(await refusalOf(town.as(null).session.end({}))).toBe('session.required');
    expect(await refusalOf(call.session.end({ personId: id }))).toBe('input.invalid');
    expect(await call.session.me({})).toMatchObject({ person: { id } });
  });

  test('lasts ninety days, and then asks to sign in again', async () => {
    const { call, id } = await signedIn();
    town.clock.advance(90 * DAY_MS - 1);
    expect(await call.session.me({})).toMatchObject({ person: { id } });
    town.clock.advance(1);
    expect(await call.session.me({})).toMatchObject({ person: null });
    expect(await refusalOf(call.eggs.calendar({}))).toBe('session.required');
  });

  test('is kept as a hash: the token itself is nowhere in the database', async () => {
    const { token } = await signIn(demoDoor(town), { demo: { persona: 'resident-2' } }, town.clock.now());
    const rows = await town.db.selectFrom('session').selectAll().execute();
    const kept = rows.map((row) => `${Buffer.from(row.token_hash).toString('latin1')} ${JSON.stringify(row)}`).join();
    expect(kept).not.toContain(token);
    expect(rows.length).toBeGreaterThan(0);
  });
});
