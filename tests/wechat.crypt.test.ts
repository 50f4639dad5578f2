import fc from 'fast-check';
import { openPush, openUserData, pushSignature, WechatError } from '../cloud/wechat';
import { testClock } from './kit/clock';
import { OPENING } from './kit/engine';
import { closePadded, closePush, openStandIn, type StandIn } from './kit/wechat';
import { closeUserData } from './kit/wechat/crypt';

const APP = 'wx0123456789abcdef';
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const SESSION = Buffer.alloc(16, 3).toString('base64');

let standIn: StandIn;
beforeAll(async () => {
  standIn = await openStandIn({ clock: testClock(OPENING) });
  const query = new URLSearchParams({
    appid: standIn.config.appId,
    secret: standIn.config.secret,
    js_code: standIn.code('somebody'),
    grant_type: 'authorization_code',
  });
  await fetch(`${standIn.url}/sns/jscode2session?${query.toString()}`);
});
afterAll(() => standIn.close());

/** That opening fails as it must, and in no other way. */
function expectRefused(open: () => unknown): void {
  let failure: unknown;
  try {
    failure = open();
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(WechatError);
  expect(failure).toMatchObject({ kind: 'refused', errcode: null });
}

const flipped = (base64: string, bit: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return bytes.toString('base64');
};
const json = fc.dictionary(fc.string(), fc.jsonValue());

describe('what a phone carries', () => {
  const open = ({ encryptedData, iv }: { encryptedData: string; iv: string }, key = standIn.sessionKey('somebody')) =>
    openUserData(key, encryptedData, iv, standIn.config.appId);

  test('is opened with the key of its session', () => {
    const watermark = { appid: standIn.config.appId, timestamp: Date.parse('2026-10-01T02:00:00Z') / 1_000 };
    expect(open(standIn.groupData('somebody', 'tGroup'))).toEqual({ opengid: 'tGroup', watermark });
  });

  test('is opened whatever it says', () => {
    fc.assert(
      fc.property(json, (data) => {
        const said = { ...data, watermark: { appid: APP } };
        const { encryptedData, iv } = closeUserData(SESSION, said);
        const opened = openUserData(SESSION, encryptedData, iv, APP);
        expect(JSON.stringify(opened)).toBe(JSON.stringify(said));
      }),
    );
  });

  test('is refused when it was made for another app', () => {
    expectRefused(() => open(standIn.groupData('somebody', 'tGroup', { appId: 'wxother' })));
  });

  test('is refused under another session’s key', () => {
    expectRefused(() => open(standIn.groupData('somebody', 'tGroup'), SESSION));
  });

  test('is refused without a watermark', () => {
    for (const data of [{}, { watermark: null }, { watermark: {} }, [], null, 'x', 1])
      expectRefused(() => open(closeUserData(standIn.sessionKey('somebody'), data as object)));
  });

  test('is refused and never a crash, whatever a phone sends', () => {
    const good = closeUserData(SESSION, { opengid: 'tGroup', watermark: { appid: APP } });
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      fc.constantFrom('', '=', ' ', SESSION),
    );
    fc.assert(
      fc.property(anything, anything, anything, (key, data, iv) => {
        expectRefused(() => openUserData(key, data, iv, APP));
        expectRefused(() => openUserData(SESSION, data, good.iv, APP));
        expectRefused(() => openUserData(key === SESSION ? '' : key, good.encryptedData, good.iv, APP));
      }),
    );
  });

  test('is refused when it is no string at all', () => {
    for (const wrong of [undefined, null, 1, {}, []] as never[]) {
      expectRefused(() => openUserData(SESSION, wrong, SESSION, APP));
      expectRefused(() => openUserData(SESSION, SESSION, wrong, APP));
      expectRefused(() => openUserData(wrong, SESSION, SESSION, APP));
    }
  });
});

describe('a push', () => {
  test('is signed over its sorted parts', () => {
    // What sha1sum says of 1020abctoken: the parts in the order of their characters, and not of the call.
    expect(pushSignature('token', 'abc', '20', '10')).toBe(pushSignature('10', '20', 'abc', 'token'));
    expect(pushSignature('token', 'abc', '20', '10')).toBe('7ece1d4efd889d53946822f8b1f39b6096684029');
  });

  test('comes signed and closed, and says the verdict on a picture', () => {
    const { push, appId } = standIn.config;
    const { query, body } = standIn.verdict('trace', 'risky');
    const { timestamp = '', nonce = '', msg_signature, signature } = query;
    expect(pushSignature(push?.token ?? '', timestamp, nonce, body.Encrypt)).toBe(msg_signature);
    expect(pushSignature(push?.token ?? '', timestamp, nonce)).toBe(signature);
    expect(openPush(push?.key ?? '', appId, body.Encrypt)).toMatchObject({
      ...{ Event: 'wxa_media_check', appid: appId, trace_id: 'trace' },
      result: { suggest: 'risky' },
    });
  });

  test('is opened whatever it says, and however long it is', () => {
    fc.assert(
      fc.property(json, fc.nat(80), (said, more) => {
        const message = { ...said, more: '水'.repeat(more) };
        const opened = openPush(KEY, APP, closePush(KEY, APP, JSON.stringify(message)));
        expect(JSON.stringify(opened)).toBe(JSON.stringify(message));
      }),
    );
  });

  test('is refused when it was made for another app', () => {
    expectRefused(() => openPush(KEY, APP, closePush(KEY, 'wxother', '{}')));
    expectRefused(() => openPush(KEY, APP, closePush(KEY, `${APP}0`, '{}')));
    expectRefused(() => openPush(KEY, APP, closePush(KEY, '', '{}')));
  });

  test('is refused under another key', () => {
    expectRefused(() => openPush(`z${KEY.slice(1)}`, APP, closePush(KEY, APP, '{}')));
    expectRefused(() => openPush('short', APP, closePush(KEY, APP, '{}')));
  });

  test('is refused when it is no JSON', () => {
    expectRefused(() => openPush(KEY, APP, closePush(KEY, APP, '<xml></xml>')));
  });

  test('is refused when it is padded wrongly', () => {
    const head = Buffer.alloc(20);
    head.writeUInt32BE(2, 16);
    const plain = Buffer.concat([head, Buffer.from(`{}${APP}`)]);
    const fill = 64 - plain.length;
    const padded = (padding: Buffer) => () => openPush(KEY, APP, closePadded(KEY, Buffer.concat([plain, padding])));
    expect(padded(Buffer.alloc(fill, fill))()).toEqual({});
    expectRefused(padded(Buffer.alloc(fill, 0)));
    expectRefused(padded(Buffer.alloc(fill, fill - 1)));
    expectRefused(padded(Buffer.alloc(fill, 33)));
    expectRefused(padded(Buffer.concat([Buffer.from([1]), Buffer.alloc(fill - 1, fill)])));
    expectRefused(padded(Buffer.alloc(fill - 16, fill - 16)));
  });

  test('with a bit flipped anywhere is refused, or says something else, which its signature gives away', () => {
    const message = JSON.stringify({ Event: 'wxa_media_check' });
    const encrypted = closePush(KEY, APP, message);
    fc.assert(
      fc.property(fc.nat(), (bit) => {
        const tampered = flipped(encrypted, bit);
        // Two blocks of the cipher change with each bit; one that lies in the message’s text may only garble it.
        let opened: unknown;
        try {
          opened = openPush(KEY, APP, tampered);
        } catch (error) {
          expect(error).toBeInstanceOf(WechatError);
          return;
        }
        expect(JSON.stringify(opened)).not.toBe(message);
      }),
    );
  });

  test('is refused and never a crash, whatever is posted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 128 }), (text, bytes) => {
        expectRefused(() => openPush(KEY, APP, text));
        expectRefused(() => openPush(KEY, APP, Buffer.from(bytes).toString('base64')));
        const whole = Buffer.from(bytes).subarray(0, bytes.length & ~31);
        expectRefused(() => openPush(KEY, APP, closePadded(KEY, whole)));
      }),
    );
  });
});
