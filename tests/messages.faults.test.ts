import { drain } from '../cloud/messages';
import { createSeal } from '../cloud/kit/seal';
import { createWechat, type Wechat } from '../cloud/wechat';
import { createLetters } from './kit/letters';
import { freePort } from './kit/postgres';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let hours = 0;
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
/** Each test begins three days after the one before, at ten in the morning, with nothing left to send. */
beforeEach(async () => {
  await town.db.deleteFrom('message').execute();
  await town.db.deleteFrom('consent').execute();
  town.clock.at('2026-10-01 10:00:00');
  town.clock.advance((hours += 72) * 3_600_000);
  town.standIn.visit('openid-of-editor');
});
const { willing, news, arrived, left, rows, go } = createLetters(() => town);
const MINUTE_MS = 60_000;

/** Somebody whom news was just queued for. */
async function waiting(times = 1): Promise<Visitor> {
  const one = await willing({ times });
  await news();
  await town.run('news');
  return one;
}
/** Another process of the cloud. */
const process = (given: { url?: string; patienceMs?: number } = {}): Wechat =>
  createWechat({
    config: { ...town.standIn.config, url: given.url ?? town.standIn.url },
    db: town.db,
    clock: town.clock,
    seal: createSeal(Buffer.from('ab'.repeat(32), 'hex')),
    patienceMs: given.patienceMs ?? 5_000,
  });
const drainBy = (wechat: Wechat) => drain(town.db, wechat, town.standIn.config.templates, town.clock.now());
const dueIn = async (one: Visitor): Promise<number> =>
  (Number((await rows(one))[0]?.due_at) - town.clock.now().getTime()) / MINUTE_MS;

describe('a message that WeChat will not have', () => {
  test('because the person wants none is dead, and the consents are gone', async () => {
    const one = await waiting(3);
    town.standIn.fail('send', { errcode: 43101 });
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'dead', error: expect.stringContaining('43101') as string }]);
    expect(await left(one)).toBe(0);
    await news();
    await go();
    expect(arrived(one)).toEqual([]);
  });

  test.each([47003, 40037, 41030, 40003])(
    'by %i is dead with the reason, and the consent is given back',
    async (errcode) => {
      const one = await waiting();
      town.standIn.fail('send', { errcode });
      await go();
      town.clock.advance(100 * MINUTE_MS);
      await go();
      expect(await rows(one)).toMatchObject([
        { state: 'dead', error: expect.stringContaining(String(errcode)) as string },
      ]);
      expect([arrived(one).length, await left(one)]).toEqual([0, 1]);
    },
  );

  test('because we have no such template any more is dead, and the consent is given back', async () => {
    const one = await waiting();
    await drain(town.db, process(), {}, town.clock.now());
    expect(await rows(one)).toMatchObject([{ state: 'dead', error: 'no such template' }]);
    expect(await left(one)).toBe(1);
  });
});

describe('a message that could not go out', () => {
  test.each([-1, 43108, 45009, 45011])('for a while (%i) is sent once as soon as it can be', async (errcode) => {
    const one = await waiting();
    town.standIn.fail('send', { errcode, times: 3 });
    for (const minutes of [1, 2, 4]) {
      await go();
      await go();
      expect([(await rows(one))[0]?.state, await dueIn(one)]).toEqual(['queued', minutes]);
      town.clock.advance(minutes * MINUTE_MS);
    }
    await go();
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'sent', tries: 4, error: null }]);
    expect([arrived(one).length, await left(one)]).toEqual([1, 0]);
  });

  test('however often is dead after eight refusals, and the consent is given back', async () => {
    const one = await waiting();
    town.standIn.fail('send', { errcode: 45011, times: 8 });
    for (let n = 0; n < 10; n++) {
      await go();
      town.clock.advance(60 * MINUTE_MS);
    }
    expect(await rows(one)).toMatchObject([{ state: 'dead', tries: 8 }]);
    expect([arrived(one).length, await left(one)]).toEqual([0, 1]);
  });

  test('because nobody was there to take it is sent once when somebody is', async () => {
    const one = await waiting();
    // A token is there, so that it is the message itself that finds nobody.
    const nobody = { openid: 'nobody', templateId: 'tmpl-notice', page: '', data: {} };
    await expect(process().send(nobody)).rejects.toThrow('40003');
    await drainBy(process({ url: `http://127.0.0.1:${await freePort()}` }));
    expect(await rows(one)).toMatchObject([
      { state: 'queued', tries: 1, error: expect.stringContaining('not reached') as string },
    ]);
    expect([arrived(one).length, await dueIn(one)]).toEqual([0, 1]);
    town.clock.advance(MINUTE_MS);
    await go();
    await go();
    expect([arrived(one).length, await left(one)]).toEqual([1, 0]);
  });

  test('for two days is no news any more: it is dead, and the consent is given back', async () => {
    const one = await waiting();
    town.clock.advance(49 * 60 * MINUTE_MS);
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'dead', error: 'too old to be news; not tried before' }]);
    expect([arrived(one).length, await left(one)]).toEqual([0, 1]);
  });

  test('before its notice was withdrawn under its way is not tried again', async () => {
    const one = await willing();
    const noticeId = await news();
    await town.run('news');
    town.standIn.fail('send', { errcode: -1, delayMs: 500 });
    const asked = town.standIn.count('send');
    const under = go();
    while (town.standIn.count('send') === asked) await new Promise((next) => setTimeout(next, 10));
    await town.as('editor').notices.withdraw({ noticeId, reason: '修好了' });
    await under;
    town.clock.advance(MINUTE_MS);
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'dead' }]);
    expect([arrived(one).length, await left(one)]).toEqual([0, 1]);
  });

  test.each([
    ['in the middle of it is sent once, at once', 1, 'sent', 1],
    ['twice in the middle of it waits, though nothing is wrong with it', 2, 'queued', 0],
  ])('when the access token dies %s', async (_, times, state, there) => {
    const one = await waiting();
    town.standIn.fail('send', { killToken: true, times });
    await go();
    expect(await rows(one)).toMatchObject([{ state }]);
    expect(arrived(one)).toHaveLength(there);
    town.clock.advance(MINUTE_MS);
    await go();
    expect(arrived(one)).toHaveLength(1);
  });
});

describe('a message of which nobody knows whether it went out', () => {
  test.each([
    ['the line breaks before WeChat does anything', { reset: 'before' }, 0],
    ['the line breaks after WeChat has done it', { reset: 'after' }, 1],
    ['half of the answer comes', { truncate: 'text' }, 1],
    ['the line breaks in the middle of the answer', { truncate: 'connection' }, 1],
    ['a proxy answers instead', { html: 502 }, 0],
  ] as const)('because %s, is said to be unknown, and never sent again', async (_, fault, there) => {
    const one = await waiting();
    town.standIn.fail('send', fault);
    await go();
    for (let n = 0; n < 3; n++) {
      town.clock.advance(2 * 60 * MINUTE_MS);
      await go();
    }
    expect(await rows(one)).toMatchObject([
      { state: 'unknown', tries: 1, error: expect.stringContaining('Nobody knows') as string },
    ]);
    expect([arrived(one).length, await left(one)]).toEqual([there, 0]);
  });

  test('because the answer does not come, is said to be unknown, and never sent again', async () => {
    const one = await waiting();
    town.standIn.fail('send', { delayMs: 60_000 });
    await drainBy(process({ patienceMs: 2_000 }));
    town.clock.advance(60 * MINUTE_MS);
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'unknown', tries: 1 }]);
    expect(arrived(one)).toHaveLength(1);
  });

  test('because its process died, is said to be unknown after two minutes, in the night as well, and never sent again', async () => {
    const one = await waiting();
    const claimed_at = town.clock.now();
    await town.db.updateTable('message').set({ state: 'sending', claimed_at, tries: 1 }).execute();
    town.clock.advance(2 * MINUTE_MS);
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'sending' }]);
    town.clock.advance(12 * 60 * MINUTE_MS);
    await go();
    expect(await rows(one)).toMatchObject([{ state: 'unknown', error: 'no answer was heard' }]);
    town.clock.advance(12 * 60 * MINUTE_MS);
    await go();
    expect([arrived(one).length, await left(one)]).toEqual([0, 0]);
  });

  test('and was given up, stays so: an answer that comes too late gives no consent back', async () => {
    const one = await waiting();
    town.standIn.fail('send', { errcode: 47003, delayMs: 500 });
    const asked = town.standIn.count('send');
    const slow = go();
    while (town.standIn.count('send') === asked) await new Promise((next) => setTimeout(next, 10));
    town.clock.advance(3 * MINUTE_MS);
    await drainBy(process());
    await slow;
    expect(await rows(one)).toMatchObject([{ state: 'unknown', error: 'no answer was heard' }]);
    expect(await left(one)).toBe(0);
  });
});
