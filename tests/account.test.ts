import { sweep } from '../cloud/kit/sweep';
import { hashOf } from '../cloud/kit/ids';
import { dropOrphans, folderStorage } from '../cloud/files';
import { published, rowsOf, ticketOf } from './kit/acts';
import { onRealServer } from './kit/engine';
import { draftOf, DWELL_MS, JIANGPAN, read, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());

const PHONE = '13800005678';
const personRow = (id: string) =>
  town.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const notice = () => published(town);
beforeEach(() => town.standIn.visit('openid-of-editor'));

describe('a phone number', () => {
  const given = async () => {
    const one = await town.person({ home: JIANGPAN });
    const { phone } = await one.call.session.givePhone({ code: town.standIn.phoneCode(one.openid, PHONE) });
    return { ...one, phone };
  };

  test('is shown covered, kept sealed, and nowhere whole', async () => {
    const { id, call, phone } = await given();
    expect(phone).toBe('138****5678');
    expect(await call.session.me({})).toMatchObject({ phone: '138****5678' });
    expect(await call.session.mine({})).toMatchObject({ phone: '138****5678' });
    const row = await personRow(id);
    expect(Buffer.from(row.phone ?? []).includes(PHONE)).toBe(false);
    expect(JSON.stringify(await call.session.mine({}))).not.toContain(PHONE);
  });

  test('can be given again and taken back, as often as one likes', async () => {
    const { call, openid } = await given();
    const another = await call.session.givePhone({ code: town.standIn.phoneCode(openid, '13911112222') });
    expect(another.phone).toBe('139****2222');
    await call.session.dropPhone({});
    await call.session.dropPhone({});
    expect(await call.session.me({})).toMatchObject({ phone: null });
  });

  test.each([
    [
      'used before',
      'wechat.code',
      async (one: Awaited<ReturnType<typeof given>>) => {
        const code = town.standIn.phoneCode(one.openid, PHONE);
        await one.call.session.givePhone({ code });
        return code;
      },
    ],
    ['of a sign-in', 'wechat.code', async (one: Awaited<ReturnType<typeof given>>) => town.standIn.code(one.openid)],
    ['that is no code', 'input.invalid', async () => 'not a code!'],
  ] as const)('with a code %s is refused (%s), and the one before stays', async (_what, refusal, code) => {
    const one = await given();
    expect(await refusalOf(one.call.session.givePhone({ code: await code(one) }))).toBe(refusal);
    expect(await one.call.session.me({})).toMatchObject({ phone: '138****5678' });
  });

  test('is not kept for somebody whom anybody may be, nor for nobody', async () => {
    const code = town.standIn.phoneCode('o-x', PHONE);
    expect(await refusalOf(town.as('resident-1').session.givePhone({ code }))).toBe('account.demo');
    expect(await refusalOf(town.as(null).session.givePhone({ code }))).toBe('session.required');
  });

  test('waits when WeChat is down', async () => {
    const one = await given();
    town.standIn.fail('phone', { reset: 'after' });
    const code = town.standIn.phoneCode(one.openid, '13700000000');
    expect(await refusalOf(one.call.session.givePhone({ code }))).toBe('wechat.down');
    expect(await one.call.session.me({})).toMatchObject({ phone: '138****5678' });
  });
});

describe('what is kept about me', () => {
  test('is all there, and says nothing of anybody else', async () => {
    const [one, other] = [await town.person({ home: JIANGPAN }), await town.person({ home: JIANGPAN })];
    const id = await notice();
    await read(town, one.call, id);
    await read(town, other.call, id);
    const { card } = await one.call.shares.card({ noticeId: id });
    const data = town.standIn.groupData(one.openid, 'tGmine');
    await one.call.shares.entered({ ...data, scene: 1044, card });
    await one.call.messages.consent({ clientId: 'consent-of-mine', accepted: ['notice', 'pickUp'] });
    const mustKnow = await published(town, { mustKnow: true });
    for (const who of [one, other]) {
      await who.call.households.join({ building: '3号楼', room: '501' });
      await who.call.households.acknowledge({ noticeId: mustKnow });
    }
    const mine = await one.call.session.mine({});
    expect(mine).toMatchObject({
      ...{ id: one.id, wechat: true, phone: null, roles: [], opens: 1, pictures: 0, messages: [] },
      home: { code: JIANGPAN },
      reads: [{ noticeId: id, title: '周四上午停水' }],
      eggs: [{ day: '2026-10-01' }],
      cards: [{ noticeId: id }],
      groups: [{ noticeId: id }],
      door: { place: { code: JIANGPAN }, building: '3号楼', room: '501', state: 'waiting' },
      acknowledged: [{ noticeId: mustKnow, title: '周四上午停水' }],
    });
    expect(mine.consents).toEqual(
      expect.arrayContaining([
        { template: 'notice', left: 1 },
        { template: 'pickUp', left: 1 },
      ]),
    );
    const text = JSON.stringify(mine);
    for (const secret of [one.openid, other.openid, other.id, 'tGmine', town.standIn.sessionKey(one.openid)])
      expect(text).not.toContain(secret);
    expect(await one.call.session.mine({})).toEqual(mine);
    expect(await refusalOf(town.as(null).session.mine({}))).toBe('session.required');
  });
});

describe('deleting an account', () => {
  test('takes away who somebody is, and leaves what was counted under a number that leads to nobody', async () => {
    const one = await town.person({ home: JIANGPAN, roles: [['secretary', XIAOHONG]] });
    const id = await notice();
    const { readers } = await read(town, one.call, id);
    await one.call.session.givePhone({ code: town.standIn.phoneCode(one.openid, PHONE) });
    await one.call.messages.consent({ clientId: 'consent-before-erase', accepted: ['notice'] });
    await one.call.households.join({ building: '3号楼', room: '501' });
    const before = [await rowsOf(town, 'notice_read'), await rowsOf(town, 'egg'), await rowsOf(town, 'notice_open')];

    await one.call.session.erase({ sure: true });

    expect(await one.call.session.me({})).toMatchObject({ person: null });
    expect(await refusalOf(one.call.session.erase({ sure: true }))).toBe('session.required');
    expect(await personRow(one.id)).toMatchObject({ home_code: null, phone: null, persona: null });
    const theirs = ['identity', 'session', 'role_grant', 'consent', 'message', 'answer', 'group_entry'] as const;
    for (const table of [...theirs, 'household_member'] as const)
      expect(await town.db.selectFrom(table).selectAll().where('person_id', '=', one.id).execute()).toEqual([]);
    expect([await rowsOf(town, 'notice_read'), await rowsOf(town, 'egg'), await rowsOf(town, 'notice_open')]).toEqual(
      before,
    );
    expect((await town.as(null).notices.open({ noticeId: id })).readers).toBe(readers);
  });

  test('asks for a plain yes, and is not for the demo city’s people', async () => {
    const one = await town.person();
    expect(await refusalOf(one.call.session.erase({ sure: false } as never))).toBe('input.invalid');
    expect(await refusalOf(town.as('resident-2').session.erase({ sure: true }))).toBe('account.demo');
    expect(await one.call.session.me({})).toMatchObject({ person: { id: one.id } });
  });

  test('and coming back makes somebody new, who lays no second egg in the campaign that runs', async () => {
    const one = await town.person({ home: JIANGPAN });
    const first = await read(town, one.call, await notice());
    expect(first.egg).not.toBeNull();
    await one.call.session.erase({ sure: true });

    const back = await town.visitor(one.openid);
    expect(back.id).not.toBe(one.id);
    expect(await refusalOf(back.call.org.join({ communityCode: JIANGPAN }))).toBe('org.erasedDuringCampaign');
    expect(await read(town, back.call, await notice())).toMatchObject({
      credited: true,
      egg: null,
      reason: 'egg.homeless',
    });
    // Leaving and coming once more does not help.
    await back.call.session.erase({ sure: true });
    const again = await town.visitor(one.openid);
    expect(await refusalOf(again.call.org.join({ communityCode: JIANGPAN }))).toBe('org.erasedDuringCampaign');
  });

  test('without eggs keeps nothing to be known by, and one may join again at once', async () => {
    const one = await town.person({ home: JIANGPAN });
    const marks = async () => (await town.db.selectFrom('farewell').selectAll().execute()).length;
    const before = await marks();
    await one.call.session.erase({ sure: true });
    expect(await marks()).toBe(before);
    const back = await town.visitor(one.openid);
    expect(await back.call.org.join({ communityCode: XIAOHONG })).toMatchObject({ home: { code: XIAOHONG } });
  });

  test('makes a ticket in somebody’s hand worthless', async () => {
    const one = await town.person({ home: JIANGPAN });
    const readTicket = await ticketOf(one.call, await notice());
    town.clock.advance(DWELL_MS);
    await one.call.session.erase({ sure: true });
    expect(await refusalOf(one.call.notices.credit({ readTicket }))).toBe('session.required');
  });

  (onRealServer ? test : test.skip)(
    `at the same moment as reads: an egg is laid before, and remembered, or not at all${onRealServer ? '' : ' (on a server only: PGlite has one session)'}`,
    async () => {
      for (let round = 0; round < 10; round++) {
        const one = await town.person({ home: JIANGPAN });
        const readTicket = await ticketOf(one.call, await notice());
        town.clock.advance(DWELL_MS);
        const [read] = await Promise.all([
          one.call.notices.credit({ readTicket }).catch(() => null),
          one.call.session.erase({ sure: true }),
        ]);
        const eggs = await town.db.selectFrom('egg').selectAll().where('person_id', '=', one.id).execute();
        expect(eggs).toHaveLength(read?.egg ? 1 : 0);
        const back = await town.visitor(one.openid);
        const joins = await back.call.org.join({ communityCode: JIANGPAN }).then(
          () => true,
          () => false,
        );
        expect(joins).toBe(eggs.length === 0);
      }
    },
  );

  test('takes one’s pictures along in the night, but for those a notice shows', async () => {
    const one = await town.person({ roles: [['secretary', JIANGPAN]] });
    const files = [1, 2].map((n) => ({
      ...{
        id: `${n}${one.id}`.slice(0, 18),
        owner_id: one.id,
        key: `erase-${n}-${one.id}`,
        token_hash: hashOf(`${n}${one.id}`),
      },
      ...{ width: 10, height: 10, created_at: town.clock.now(), stored_at: town.clock.now(), verdict: 'pass' as const },
    }));
    await town.db.insertInto('file').values(files).execute();
    await one.call.notices.publish(draftOf({ pictures: [files[0]?.id] }));
    await one.call.session.erase({ sure: true });
    await dropOrphans(town.db, folderStorage('.tests/no-pictures'));
    const left = await town.db.selectFrom('file').select('id').where('owner_id', '=', one.id).execute();
    expect(left).toEqual([{ id: files[0]?.id }]);
  });
});

test('nights forget session keys of those who stay away, marks of those who left, old messages and group entries', async () => {
  const now = town.clock.now();
  const at = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
  const one = await town.person({ home: JIANGPAN });
  const id = await notice();
  const { card } = await one.call.shares.card({ noticeId: id });
  await one.call.shares.entered({ ...town.standIn.groupData(one.openid, 'tGnight'), scene: 1044, card });
  const letter = { person_id: one.id, template: 'notice' as const, fields: '[]', page: 'x', due_at: now, made_at: now };
  await town.db
    .insertInto('message')
    .values([
      { ...letter, about: 'a', state: 'sent', done_at: now },
      { ...letter, about: 'b', state: 'queued' },
    ])
    .execute();
  await town.db
    .insertInto('push')
    .values({ mark: hashOf('x'), at: now })
    .execute();
  await town.db
    .insertInto('farewell')
    .values({ mark: hashOf('y'), settles_from: '2026-10-20' })
    .execute();
  const kept = async () => ({
    key:
      (await town.db.selectFrom('identity').selectAll().where('person_id', '=', one.id).executeTakeFirstOrThrow())
        .session_key !== null,
    messages: (await town.db.selectFrom('message').select('about').where('person_id', '=', one.id).execute()).length,
    pushes: (await town.db.selectFrom('push').selectAll().execute()).length,
    marks: (await town.db.selectFrom('farewell').selectAll().where('mark', '=', hashOf('y')).execute()).length,
    entries: (await town.db.selectFrom('group_entry').selectAll().where('person_id', '=', one.id).execute()).length,
  });
  await sweep(town.db, at(1));
  expect(await kept()).toEqual({ key: true, messages: 2, pushes: 1, marks: 1, entries: 1 });
  await sweep(town.db, at(31));
  expect(await kept()).toEqual({ key: false, messages: 2, pushes: 0, marks: 0, entries: 1 });
  await sweep(town.db, at(366));
  expect(await kept()).toEqual({ key: false, messages: 1, pushes: 0, marks: 0, entries: 0 });
});
