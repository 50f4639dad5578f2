import fc from 'fast-check';
import { piecesOf, worstOf } from '../cloud/safety/rules';
import { pictureOf, published, switchOn, FANGYUAN } from './kit/acts';
import { draftOf, JIANGPAN, refusalOf } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let writer: Visitor;
let colleague: Visitor;
beforeAll(async () => {
  town = await openWechatTown();
  town.standIn.judge('违规', 'risky');
  town.standIn.judge('拿不准', 'review');
  writer = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
  colleague = await town.person({ roles: [['street', JIANGPAN.slice(0, 9)]] });
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());
beforeEach(() => [writer.openid, colleague.openid].forEach(town.standIn.visit));

const publish = async (given: object = {}) => (await writer.call.notices.publish(draftOf(given))).notice;
const stateOf = async (noticeId: string) => (await writer.call.notices.show({ noticeId })).notice;
const inTheFeed = async (id: string) =>
  (await town.as(null).notices.list({ communityCode: JIANGPAN, limit: 50 })).notices.some((one) => one.id === id);
/** WeChat's content check is gone for so many texts: each is asked about twice. */
const down = (texts = 1) => town.standIn.fail('checkText', { reset: 'before', times: 2 * texts });
const aWhile = () => town.clock.advance(31_000);

/** A picture as it arrives while WeChat looks at pictures. */
async function picture(owner = writer) {
  const id = await pictureOf(town, owner.id);
  await town.db.updateTable('file').set({ verdict: 'waiting' }).where('id', '=', id).execute();
  return id;
}
const traceOf = async (id: string) =>
  (await town.db.selectFrom('file').select('trace_id').where('id', '=', id).executeTakeFirstOrThrow()).trace_id ?? '';
/** WeChat looks at a picture and says what it thinks. */
async function judged(id: string, verdict: 'pass' | 'review' | 'risky') {
  await town.run('pictures');
  expect(await town.hear(town.standIn.verdict(await traceOf(id), verdict))).toEqual({ status: 200, text: 'success' });
  await town.run('held');
}

describe('what staff publish', () => {
  test('is out at once when it passes', async () => {
    const notice = await publish();
    expect(notice).toMatchObject({ state: 'published', held: null });
    expect(await inTheFeed(notice.id)).toBe(true);
  });

  test.each(['title', 'body', 'address', 'byline'] as const)(
    'is refused for its %s, and nothing is written',
    async (part) => {
      const before = await town.db.selectFrom('notice').select('id').execute();
      expect(await refusalOf(publish({ [part]: '这里有违规的话' }))).toBe('content.risky');
      expect(await town.db.selectFrom('notice').select('id').execute()).toHaveLength(before.length);
    },
  );

  test('hides nothing at the end of the longest text', async () => {
    const longest = `${'水'.repeat(19_900)}${'🥚'.repeat(90)}违规`;
    expect(await refusalOf(publish({ body: longest }))).toBe('content.risky');
  });

  test('is held for a person when WeChat is not sure; another than the writer lets it out, and it is on record', async () => {
    const notice = await publish({ title: '拿不准的一条' });
    expect(notice).toMatchObject({ state: 'held', held: 'review' });
    expect(await inTheFeed(notice.id)).toBe(false);
    expect(await refusalOf(town.as(null).notices.open({ noticeId: notice.id }))).toBe('notice.missing');
    expect(await refusalOf(colleague.call.shares.card({ noticeId: notice.id }))).toBe('notice.missing');
    await town.run('held');
    expect(await stateOf(notice.id)).toMatchObject({ held: 'review' });

    const may = async (who: Visitor) => (await who.call.notices.show({ noticeId: notice.id })).may;
    expect([await may(writer), await may(colleague)]).toEqual([['withdraw'], ['withdraw', 'release']]);
    const { notices: queue } = await colleague.call.notices.waiting({ nodeCode: JIANGPAN.slice(0, 9) });
    expect(queue.map(({ id }) => id)).toContain(notice.id);
    const release = (who: Visitor) => who.call.notices.release({ noticeId: notice.id, reason: '看过了，没有问题' });
    expect(await refusalOf(release(writer))).toBe('content.secondPerson');
    town.clock.advance(60_000);
    const { notice: out } = await release(colleague);
    // It is news from the moment it is in sight.
    expect(out).toMatchObject({ state: 'published', held: null, publishAt: town.clock.now().toISOString() });
    expect(await refusalOf(release(colleague))).toBe('content.notHeld');
    expect(await inTheFeed(notice.id)).toBe(true);
    const lines = await town.db.selectFrom('audit').selectAll().where('procedure', '=', 'notices.release').execute();
    expect(lines.filter(({ person_id }) => person_id === colleague.id)).toMatchObject([
      { node_code: JIANGPAN, input: { noticeId: notice.id, reason: '看过了，没有问题' } },
    ]);
  });

  test('waits when WeChat cannot be asked, and comes out by itself when it can', async () => {
    down();
    const notice = await publish({ title: '检查不了的时候' });
    expect(notice).toMatchObject({ state: 'held', held: 'unchecked' });
    const release = writer.call.notices.release({ noticeId: notice.id, reason: '急' });
    expect(await refusalOf(release)).toBe('content.waits');
    down();
    await town.run('held');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'held', held: 'unchecked' });
    aWhile();
    await town.run('held');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'published', held: null });
    expect(await inTheFeed(notice.id)).toBe(true);
  });

  test('that must be known is let out by a named member of staff while WeChat cannot be asked', async () => {
    down();
    const notice = await publish({ title: '今晚停气，须知晓', mustKnow: true });
    expect(notice).toMatchObject({ held: 'unchecked', mustKnow: true });
    const { notice: out } = await writer.call.notices.release({ noticeId: notice.id, reason: '停气的事不能等' });
    expect(out).toMatchObject({ state: 'published', held: null });
    const lines = await town.db.selectFrom('audit').selectAll().where('person_id', '=', writer.id).execute();
    expect(lines.at(-1)).toMatchObject({ procedure: 'notices.release', input: { reason: '停气的事不能等' } });
    aWhile();
  });

  test('that turns out risky later is a draft again, which its staff can mend', async () => {
    down();
    const notice = await publish({ title: '违规的一条' });
    aWhile();
    await town.run('held');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'draft', held: 'risky' });
    const again = { ...draftOf({ title: '改好的一条' }), noticeId: notice.id };
    expect((await writer.call.notices.publish(again)).notice).toMatchObject({ state: 'published', held: null });
  });

  test('by somebody who has not been here for two hours is looked at by a person', async () => {
    town.clock.advance(2 * 3_600_000 + 1_000);
    expect(await publish()).toMatchObject({ held: 'review' });
  });

  test('for later is held as well, and withdrawn like any other', async () => {
    down();
    const later = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
    const notice = await publish({ publishAt: later });
    expect(notice).toMatchObject({ state: 'held', held: 'unchecked' });
    await writer.call.notices.withdraw({ noticeId: notice.id, reason: '不办了' });
    aWhile();
    await town.run('held');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'withdrawn' });
    expect(await refusalOf(town.as(null).notices.open({ noticeId: notice.id }))).toBe('notice.missing');
  });
});

describe('a correction', () => {
  const correct = (noticeId: string, given: object = {}) => {
    const { communityCode: _, ...words } = draftOf({ title: '改过的标题', ...given });
    return writer.call.notices.correct({ ...words, noticeId, note: '时间写错了' });
  };
  test.each([
    ['content.risky', { body: '违规' }, 0],
    ['content.risky', { note: '违规' }, 0],
    ['content.review', { body: '拿不准' }, 0],
    ['content.unchecked', {}, 1],
  ] as const)(
    'that does not pass is refused (%s), and the notice stays as it is and in sight',
    async (refusal, given, texts) => {
      const notice = await publish();
      if (texts) down(texts);
      const asked =
        'note' in given ? writer.call.notices.correct({ ...words(notice.id), ...given }) : correct(notice.id, given);
      expect(await refusalOf(asked)).toBe(refusal);
      expect(await stateOf(notice.id)).toEqual(notice);
      aWhile();
    },
  );
  const words = (noticeId: string) => {
    const { communityCode: _, ...rest } = draftOf();
    return { ...rest, noticeId, note: '更正' };
  };

  test('and a withdrawal give no risky words; a withdrawal waits for nobody otherwise', async () => {
    const notice = await publish();
    const withdraw = (reason: string) => writer.call.notices.withdraw({ noticeId: notice.id, reason });
    expect(await refusalOf(withdraw('违规的原因'))).toBe('content.risky');
    down();
    expect((await withdraw('写错了')).notice).toMatchObject({ state: 'withdrawn' });
    aWhile();
  });

  test('that passes is shown, and brings no picture that has not', async () => {
    const notice = await publish();
    expect(await refusalOf(correct(notice.id, { pictures: [await picture()] }))).toBe('content.pictures');
    expect((await correct(notice.id)).notice).toMatchObject({ title: '改过的标题', version: 2, state: 'published' });
  });
});

describe('a picture', () => {
  test('holds its notice until WeChat has passed it', async () => {
    const id = await picture();
    const notice = await publish({ pictures: [id] });
    expect(notice).toMatchObject({ state: 'held', held: 'pictures' });
    await judged(id, 'pass');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'published', held: null });
    const asked = town.standIn.pictures.at(-1);
    expect(asked?.url).toMatch(/^https:\/\/jiamenkou\.test\/pictures\/.+\.jpg$/);
  });

  test('that is refused makes its notice a draft again, and can go into no other', async () => {
    const id = await picture();
    const notice = await publish({ pictures: [id] });
    await judged(id, 'risky');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'draft', held: 'risky' });
    expect(await refusalOf(publish({ pictures: [id] }))).toBe('content.riskyPicture');
    // WeChat says so again, and then otherwise: once refused is refused.
    await town.hear(town.standIn.verdict(await traceOf(id), 'risky'));
    await town.hear(town.standIn.verdict(await traceOf(id), 'pass'));
    expect(await refusalOf(publish({ pictures: [id] }))).toBe('content.riskyPicture');
  });

  test('WeChat is not sure about waits for a person', async () => {
    const id = await picture();
    const notice = await publish({ pictures: [id] });
    await judged(id, 'review');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'held', held: 'review' });
    await colleague.call.notices.release({ noticeId: notice.id, reason: '照片没有问题' });
    expect(await stateOf(notice.id)).toMatchObject({ state: 'published' });
  });

  test('found risky after its notice was let out takes it out of sight again', async () => {
    const id = await picture();
    const notice = await publish({ pictures: [id], mustKnow: true });
    await town.run('pictures');
    await writer.call.notices.release({ noticeId: notice.id, reason: '停气的事不能等' });
    expect(await inTheFeed(notice.id)).toBe(true);
    await judged(id, 'risky');
    expect(await stateOf(notice.id)).toMatchObject({ state: 'held', held: 'risky' });
    expect(await inTheFeed(notice.id)).toBe(false);
    expect(await refusalOf(town.as(null).notices.open({ noticeId: notice.id }))).toBe('notice.missing');
    const release = colleague.call.notices.release({ noticeId: notice.id, reason: '再放一次' });
    expect(await refusalOf(release)).toBe('content.riskyPicture');
  });

  test('WeChat keeps silent about for half an hour waits for a person', async () => {
    const id = await picture();
    const notice = await publish({ pictures: [id] });
    await town.run('pictures', 'held');
    expect(await stateOf(notice.id)).toMatchObject({ held: 'pictures' });
    town.clock.advance(36 * 60_000);
    await town.run('pictures', 'held');
    expect(await stateOf(notice.id)).toMatchObject({ held: 'review' });
  });

  test('is asked about again when WeChat could not be reached, and never twice when it could', async () => {
    const id = await picture();
    const before = town.standIn.pictures.length;
    town.standIn.fail('checkPicture', { reset: 'before', times: 2 });
    await town.run('pictures');
    expect(await traceOf(id)).toBe('');
    await town.run('pictures');
    expect(town.standIn.pictures).toHaveLength(before);
    town.clock.advance(61_000);
    await town.run('pictures', 'pictures');
    expect(await traceOf(id)).not.toBe('');
    expect(town.standIn.pictures).toHaveLength(before + 1);
  });

  test('of which WeChat tells before we wrote down what it is about is told of again', async () => {
    const answer = await town.hear(town.standIn.verdict('a-trace-not-written-yet', 'pass'));
    expect(answer.status).toBe(503);
  });
});

test('in a town without WeChat nothing is held, and nothing is asked', async () => {
  const { openTown } = await import('./kit/town');
  const plain = await openTown();
  expect(await published(plain, { title: '违规' })).toMatch(/^\d+$/);
  expect(Object.keys(plain.app.chores)).toEqual([
    'pictures',
    'held',
    'phones',
    'books',
    'numbers',
    'figures',
    'coupons',
  ]);
  await plain.close();
});

test('a cloud that has done without WeChat since lets out what waited for it', async () => {
  const { openTown } = await import('./kit/town');
  const plain = await openTown();
  const noticeId = await published(plain);
  const file = await pictureOf(plain, (await plain.person()).id);
  await plain.db.updateTable('notice').set({ held: 'unchecked' }).where('id', '=', noticeId).execute();
  await plain.db.updateTable('file').set({ verdict: 'waiting' }).where('id', '=', file).execute();
  for (const chore of Object.values(plain.app.chores)) await chore.work(() => true);
  expect((await plain.as(null).notices.open({ noticeId })).notice.state).toBe('published');
  const { verdict } = await plain.db
    .selectFrom('file')
    .select('verdict')
    .where('id', '=', file)
    .executeTakeFirstOrThrow();
  expect(verdict).toBe('pass');
  await plain.close();
});

describe('a long text goes to WeChat in pieces', () => {
  test('that each fit, overlap, miss nothing, and cut no character', () => {
    // Numbered, so that what a piece says stands in one place only: of a text that repeats itself nobody can say what was cut where.
    const numbered = (s: string) => Array.from({ length: 60 }, (_, n) => `${s}${n}`).join('');
    const letters = fc.string({ unit: 'grapheme', maxLength: 200 }).map(numbered);
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 3 }), (texts) => {
        const whole = texts.filter(Boolean).join('\n');
        const pieces = piecesOf(texts);
        let at = 0;
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(2_500);
          expect(piece.isWellFormed()).toBe(whole.isWellFormed());
          const found = whole.lastIndexOf(piece, at);
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThanOrEqual(at);
          at = found + piece.length;
        }
        expect(at).toBe(whole.length);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    [[], 'pass'],
    [['pass', 'unchecked'], 'unchecked'],
    [['unchecked', 'review', 'pass'], 'review'],
    [['review', 'risky', 'unchecked'], 'risky'],
  ] as const)('of which %j make %s', (said, verdict) => {
    expect(worstOf(said)).toBe(verdict);
  });
});
