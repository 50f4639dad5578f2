import { Writable } from 'node:stream';
import fastify from 'fastify';
import { paths, type Name } from './kit/wechat';
import { draftOf, DWELL_MS, JIANGPAN } from './kit/town';
import { openWechatTown, SEAL_KEY, type WechatTown } from './kit/wechatTown';

/**
 * Everything the cloud says, to callers and into its log at the most talkative level, while people use all that WeChat has a
 * part in and WeChat fails in every way. `wxrun/gates.walk.ts` looks through the built client for the same.
 */
const PHONE = '13800005678';
const said: string[] = [];
let town: WechatTown;
let secrets: Record<string, string>;

beforeAll(async () => {
  const log = new Writable({
    write(line: Buffer, _encoding, done) {
      said.push(line.toString());
      done();
    },
  });
  town = await openWechatTown({}, fastify({ logger: { level: 'trace', stream: log } }).log);
  const { inject } = town.app;
  town.app.inject = (async (...given: Parameters<typeof inject>) => {
    const response = await inject.apply(town.app, given);
    said.push(JSON.stringify(response.headers), response.payload);
    return response;
  }) as typeof inject;
});
afterAll(() => town.close());

const faults = [
  { errcode: 40013 },
  { reset: 'before' },
  { reset: 'after' },
  { truncate: 'text' },
  { html: 502 },
] as const;
/** Each fault in turn, as often as our side tries; and between them it is well. */
async function inEveryWeather(name: Name, act: () => Promise<unknown>): Promise<void> {
  const isTriedOnce = ['login', 'phone', 'send'].includes(name);
  for (const fault of faults) {
    town.standIn.fail(name, { ...fault, times: isTriedOnce || 'errcode' in fault ? 1 : 2 });
    await act().catch(() => undefined);
    await act();
  }
}

test('no secret, session key, openid or whole phone number is in any answer or line of the log', async () => {
  const { standIn } = town;
  const one = await town.person({ home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
  const openids = [one.openid, 'openid-of-secretary', 'o-fresh'];

  await inEveryWeather('login', () => town.visitor('o-fresh'));
  await inEveryWeather('phone', () => one.call.session.givePhone({ code: standIn.phoneCode(one.openid, PHONE) }));
  standIn.visit(one.openid);
  await inEveryWeather('checkText', () => one.call.notices.publish(draftOf({ mustKnow: true })));
  const { notice } = await one.call.notices.publish(draftOf({ mustKnow: true }));
  await inEveryWeather('code', () => one.call.codes.notice({ noticeId: notice.id, at: 'door' }));
  await inEveryWeather('urlLink', () => town.app.inject({ url: `/n/${notice.id}/wechat` }));

  const { card } = await one.call.shares.card({ noticeId: notice.id });
  const data = standIn.groupData(one.openid, 'tGsecret');
  await one.call.shares.entered({ ...data, scene: 1044, card });
  await one.call.shares.entered({ ...data, iv: 'AAAA', scene: 1044, card }).catch(() => undefined);
  const { readTicket } = await one.call.notices.open({ noticeId: notice.id, card, scene: 1044 });
  town.clock.advance(DWELL_MS);
  await one.call.notices.credit({ readTicket: readTicket ?? '' });
  await one.call.shares.groups({ noticeId: notice.id });

  await one.call.messages.consent({ clientId: 'consent-for-secrets', accepted: ['notice'] });
  standIn.consent(one.openid, 'tmpl-notice', 9);
  await town.run('news', 'messages', 'held');
  await inEveryWeather('send', () => town.run('messages'));
  const push = standIn.push({ Event: 'user_authorization_revoke', OpenID: 'o-fresh' });
  await town.hear(push);
  await town.hear({ ...push, body: { ...push.body, Encrypt: 'nonsense' } });
  await one.call.session.mine({});
  await one.call.session.me({});
  await town.app.inject({ url: `/n/${notice.id}` });
  await town.app.inject({
    url: '/wechat/prefetch',
    query: { appid: standIn.config.appId, path: 'notices/notice/index', query: `id=${notice.id}` },
  });
  await one.call.session.erase({ sure: true });

  secrets = {
    'the AppSecret': standIn.config.secret,
    'the token of the moment': standIn.token(),
    'the token for pushes': standIn.config.push?.token ?? '',
    'the key for pushes': standIn.config.push?.key ?? '',
    'the seal’s key': SEAL_KEY,
    'a phone number': PHONE,
    'a session key': standIn.sessionKey('o-fresh'),
    'another session key': standIn.sessionKey(one.openid),
    'a group’s number': 'tGsecret',
    ...Object.fromEntries(openids.map((openid) => [`the openid ${openid}`, openid])),
  };
  const all = said.join('\n');
  for (const name of Object.keys(paths) as Name[])
    if (!['oldToken', 'riskRank', 'checkPicture'].includes(name))
      expect([name, standIn.count(name) > 0]).toEqual([name, true]);
  expect(said.length).toBeGreaterThan(60);
  for (const [what, secret] of Object.entries(secrets)) {
    expect([what, secret.length > 5]).toEqual([what, true]);
    expect([what, all.includes(secret)]).toEqual([what, false]);
  }
  expect(all).not.toMatch(/session_key|access_token|js_code/);
});

test('nor in the database, but for the openid in its one place and the group’s number in its own', async () => {
  const { rows } = await import('kysely').then(({ sql }) =>
    sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(town.db),
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const table = await town.db
      .selectFrom(name as 'person')
      .selectAll()
      .execute();
    const text = table.map((row) => JSON.stringify(row, (_, x: unknown) => asText(x))).join('\n');
    for (const [what, secret] of Object.entries(secrets)) if (text.includes(secret)) found.push(`${what} in ${name}`);
  }
  expect(found.sort()).toEqual([
    'a group’s number in chat_group',
    'the openid o-fresh in identity',
    'the openid openid-of-secretary in identity',
  ]);
});

/** Bytes as what they would read as. */
function asText(value: unknown): unknown {
  const bytes =
    (value as { type?: string; data?: number[] } | null)?.type === 'Buffer'
      ? (value as { data: number[] }).data
      : value;
  return bytes instanceof Uint8Array || Array.isArray(bytes)
    ? Buffer.from(bytes as Uint8Array).toString('latin1')
    : value;
}
