import { sql } from 'kysely';
import { addDays } from '../cloud/kit/clock';
import { DONGYUAN_STREET, FANGYUAN, published } from './kit/acts';
import { onRealServer } from './kit/engine';
import { createLetters } from './kit/letters';
import { clientId, JIANGPAN, read, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let day = '2026-10-01';
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
/** Each test has two days of its own, from ten in the morning. */
beforeEach(() => {
  day = addDays(day, 2);
  town.clock.at(today('10:00:00'));
  town.standIn.visit('openid-of-editor');
});
const { willing, news, arrived, left, rows, go } = createLetters(() => town);
const today = (time: string): string => `${day} ${time}`;
const tomorrow = (time: string): string => `${addDays(day, 1)} ${time}`;

describe('consent', () => {
  const consent = (call: WechatTown['as'] extends (who: never) => infer C ? C : never, accepted: unknown, id = '') =>
    call.messages.consent({ clientId: id || clientId(), accepted: accepted as ['notice'] });

  test('is asked for by WeChat’s ids for what is really sent, and counted by kind', async () => {
    const { call } = await town.person();
    expect((await call.messages.offers({})).offers).toEqual([
      { template: 'notice', templateId: 'tmpl-notice', left: 0 },
      { template: 'reply', templateId: 'tmpl-reply', left: 0 },
      { template: 'pickUp', templateId: 'tmpl-pick-up', left: 0 },
    ]);
    expect(await consent(call, ['reply', 'notice', 'pickUp'])).toEqual({
      left: [
        { template: 'notice', left: 1 },
        { template: 'pickUp', left: 1 },
        { template: 'reply', left: 1 },
      ],
    });
    expect(await consent(call, ['notice'])).toEqual({ left: [{ template: 'notice', left: 2 }] });
    expect((await call.messages.offers({})).offers.map((one) => one.left)).toEqual([2, 1, 1]);
  });

  test('that is told twice under one client id counts once', async () => {
    const one = await town.person();
    const id = clientId();
    const answers = [await consent(one.call, ['notice'], id), await consent(one.call, ['notice'], id)];
    expect(answers[1]).toEqual(answers[0]);
    expect(await left(one)).toBe(1);
  });

  test('told by many calls at once in any order counts each', async () => {
    const one = await town.person();
    const orders = [
      ['notice', 'pickUp'],
      ['pickUp', 'notice'],
    ];
    await Promise.all(Array.from({ length: 12 }, (_, n) => consent(one.call, orders[n % 2])));
    expect([await left(one), await left(one, 'pickUp')]).toEqual([12, 12]);
  });

  test('is hoarded up to a hundred', async () => {
    const one = await town.person();
    await consent(one.call, ['notice']);
    await town.db.updateTable('consent').set({ given: 100 }).where('person_id', '=', one.id).execute();
    expect(await consent(one.call, ['notice'])).toEqual({ left: [{ template: 'notice', left: 100 }] });
  });

  test.each([
    ['to nothing', []],
    ['to what there is not', ['eggs']],
    ['to one thing twice', ['notice', 'notice']],
    ['that is no list', 'notice'],
  ])('%s is refused, and counts nothing', async (_, accepted) => {
    const one = await town.person();
    expect(await refusalOf(consent(one.call, accepted))).toBe('input.invalid');
    expect(await left(one)).toBe(0);
  });

  test('is a person’s own: nobody gives it without signing in, nor sees what another has left', async () => {
    const [, other] = [await willing(), await town.person()];
    expect(await refusalOf(town.as(null).messages.offers({}))).toBe('session.required');
    expect(await refusalOf(consent(town.as(null), ['notice']))).toBe('session.required');
    expect(await left(other)).toBe(0);
  });

  test('taken back in WeChat’s own settings leaves none of that kind', async () => {
    const one = await willing({ times: 3 });
    await consent(one.call, ['pickUp']);
    const List = { TemplateId: 'tmpl-notice', SubscribeStatusString: 'reject' };
    const told = { Event: 'subscribe_msg_change_event', FromUserName: one.openid, List };
    expect(await town.hear(town.standIn.push(told))).toMatchObject({ status: 200 });
    expect([await left(one), await left(one, 'pickUp')]).toEqual([0, 1]);
  });
});

describe('a notice that everyone must know', () => {
  test('is told to those who live at or below its place and agreed, and to nobody else', async () => {
    const homes = [JIANGPAN, FANGYUAN, DONGYUAN_STREET, XIAOHONG, null];
    const people = await Promise.all(homes.map((home) => willing({ home })));
    const silent = await town.person({ home: JIANGPAN });
    await news({ communityCode: undefined, nodeCode: DONGYUAN_STREET });
    await go();
    expect(people.map((one) => arrived(one).length)).toEqual([1, 1, 1, 0, 0]);
    expect(arrived(silent)).toEqual([]);
    expect(await Promise.all(people.map((one) => left(one)))).toEqual([0, 0, 0, 1, 1]);
  });

  test('is told once, however often and by however many at once the chores are done', async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => willing({ times: 3 })));
    await news();
    await Promise.all([go(), go(), go()]);
    await go();
    expect(people.map((one) => arrived(one).length)).toEqual(people.map(() => 1));
    expect(await Promise.all(people.map((one) => left(one)))).toEqual(people.map(() => 2));
  });

  test('uses a consent up: the next one is not told to whoever has not agreed again', async () => {
    const one = await willing();
    await news();
    await go();
    await news({ title: '周五停电' });
    await go();
    expect(arrived(one)).toHaveLength(1);
    await one.call.messages.consent({ clientId: clientId(), accepted: ['notice'] });
    town.standIn.consent(one.openid, 'tmpl-notice');
    await news({ title: '周六停气' });
    await go();
    expect(arrived(one).map(({ data }) => data[0])).toEqual(['周四上午停水', '周六停气']);
  });

  test('and another at the same moment share one consent between them', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => willing()));
    await Promise.all([news(), news({ title: '周五停电' })]);
    await Promise.all([go(), go()]);
    expect(people.map((one) => arrived(one).length)).toEqual(people.map(() => 1));
    expect(await Promise.all(people.map((one) => left(one)))).toEqual(people.map(() => 0));
  });

  test('says what it is, where and when, in what a phone shows, and leads to the notice', async () => {
    const one = await willing();
    const title = `停水通知\n请家家户户提前储水👨‍👩‍👧‍👦互相转告`;
    const id = await news({ title });
    await go();
    const place = '江畔社区';
    const data = [
      expect.stringMatching(/^停水通知 请家家户户提前储水…$/),
      expect.stringContaining(place),
      `2026年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 10:00`,
    ];
    expect(arrived(one)).toEqual([{ templateId: 'tmpl-notice', page: `notices/notice/index?id=${id}`, data }]);
  });

  test.each(['周六领鸡蛋', '蛋糕义卖', '领🥚啦'])('of the title %s says nothing of eggs', async (title) => {
    const one = await willing();
    await news({ title });
    await go();
    expect(arrived(one).map(({ data }) => data[0])).toEqual(['社区有一条须知晓的通知']);
  });

  test('that came out at night is told from eight in the morning', async () => {
    const one = await willing();
    town.clock.at(today('22:00:00'));
    town.standIn.visit('openid-of-editor');
    await news();
    await go();
    town.clock.at(tomorrow('07:59:59'));
    await go();
    expect([arrived(one).length, await left(one)]).toEqual([0, 0]);
    town.clock.at(tomorrow('08:00:00'));
    await go();
    expect(arrived(one)).toHaveLength(1);
  });

  test('that was told at nine in the evening, and could not go out before, waits for the morning as well', async () => {
    const one = await willing();
    await news();
    await town.run('news');
    town.clock.at(today('21:00:00'));
    await go();
    expect(arrived(one)).toEqual([]);
    town.clock.at(tomorrow('08:00:00'));
    await go();
    expect(arrived(one)).toHaveLength(1);
  });

  test('that is withdrawn before anything went out is taken back, and the consents with it', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => willing({ times: 2 })));
    const id = await news();
    await town.run('news');
    expect(await Promise.all(people.map((one) => left(one)))).toEqual(people.map(() => 1));
    await town.as('editor').notices.withdraw({ noticeId: id, reason: '修好了' });
    await go();
    expect(people.flatMap(arrived)).toEqual([]);
    expect(await Promise.all(people.map((one) => left(one)))).toEqual(people.map(() => 2));
  });

  test('can be withdrawn from a whole city: seventy thousand messages are taken back, more than a statement has room for', async () => {
    const id = await news();
    const about = `notice:${id}`;
    const people = sql`select n from generate_series(9000000000000::bigint, 9000000069999) n`;
    await sql`insert into person (id, created_at) select n, now() from (${people}) p`.execute(town.db);
    await sql`insert into consent select n, 'notice', 2, 2 from (${people}) p`.execute(town.db);
    await sql`insert into message (person_id, template, about, fields, page, due_at, made_at)
      select n, 'notice', ${about}, '[]', '', now() + interval '9 years', now() from (${people}) p`.execute(town.db);
    await withdrawn(id);
    const used = sql<{
      n: number;
    }>`select count(*)::int as n from consent where person_id between 9000000000000 and 9000000069999 and used = 1`;
    expect((await used.execute(town.db)).rows).toEqual([{ n: 70_000 }]);
    expect(await town.db.selectFrom('message').selectAll().where('about', '=', about).execute()).toEqual([]);
  });

  test.each([
    ['need not be known', () => published(town), 10],
    ['is a draft', async () => (await town.as('editor').notices.draft(draft())).notice.id, 10],
    ['waits for a person to look at it', () => news({ title: '请人看看' }), 10],
    ['is scheduled, and its time has not come', () => news({ publishAt: at('12:00:00') }), 11],
    ['was withdrawn', async () => withdrawn(await news()), 10],
  ])('that %s is not told', async (_, make, hour) => {
    town.standIn.judge('请人看看', 'review');
    const one = await willing();
    await make();
    town.clock.at(today(`${hour}:30:00`));
    await go();
    expect([arrived(one).length, await left(one)]).toEqual([0, 1]);
  });

  test('of yesterday is left to the feed', async () => {
    await news();
    town.clock.at(tomorrow('10:00:00'));
    const one = await willing();
    await go();
    expect(arrived(one)).toEqual([]);
  });

  test('is told when its time has come, and when a person has let it out', async () => {
    town.standIn.judge('请人看看', 'review');
    const one = await willing({ times: 2 });
    const id = await news({ title: '请人看看' });
    await news({ title: '停水', publishAt: at('12:00:00') });
    await town.as('secretary').notices.release({ noticeId: id, reason: '看过了' });
    await go();
    expect(arrived(one).map(({ data }) => data[0])).toEqual(['请人看看']);
    town.clock.at(today('12:00:00'));
    await go();
    expect(arrived(one).map(({ data }) => data[0])).toEqual(['请人看看', '停水']);
  });

  test('and was told is read like any other, but a read that a message led to lays no egg', async () => {
    const one = await willing();
    const id = await news();
    await go();
    expect(await read(town, one.call, id, 1107)).toMatchObject({ credited: true, egg: null });
  });

  const at = (time: string): string => new Date(`${today(time).replace(' ', 'T')}+08:00`).toISOString();
  const draft = () => ({
    ...{ communityCode: JIANGPAN, kind: 'notice' as const, title: '停水', body: '停水。' },
    ...must(),
  });
  const must = () => ({ clientId: clientId(), mustKnow: true });
  const withdrawn = async (noticeId: string) => {
    await town.as('editor').notices.withdraw({ noticeId, reason: '修好了' });
    return noticeId;
  };
});

test('somebody who left for good is told nothing more, and nothing of theirs is kept', async () => {
  const one = await willing({ times: 2 });
  await news();
  await town.run('news');
  await one.call.session.erase({ sure: true });
  await go();
  expect(arrived(one)).toEqual([]);
  expect(await rows(one)).toEqual([]);
});

const only = onRealServer ? '' : ' (on a server only: PGlite has one session)';
(onRealServer ? test : test.skip)(
  `news is told while people leave for good, and neither waits in a ring${only}`,
  async () => {
    for (let round = 0; round < 10; round++) {
      const people = await Promise.all(Array.from({ length: 8 }, () => willing()));
      await news();
      await Promise.all([town.run('news'), ...people.slice(2, 6).map((one) => one.call.session.erase({ sure: true }))]);
      const kept = await Promise.all(people.map(async (one) => (await rows(one)).length));
      expect(kept).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
      await go();
    }
  },
);
