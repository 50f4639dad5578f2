import { createHash } from 'node:crypto';
import { listen, type Send } from './kit/http';
import { wrongWith } from './kit/procedures';
import { openTown, type Town } from './kit/town';

/** What the cloud says to clients that are not the SDK, or not well. */
let town: Town;
let origin: string;
let send: Send;
beforeAll(async () => {
  town = await openTown();
  ({ origin, send } = await listen(town));
});
afterAll(() => town.close());

const sign = (ts: string): string => createHash('md5').update(`${ts}jiamenkou-key`).digest('hex');

describe('any client', () => {
  const [me, feed] = ['/1.1/functions/session.me', '/1.1/functions/notices.list'];
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  test.each([
    ['a body that is not JSON', 'POST', me, '{"a":', {}, 107],
    ['a body in another format', 'POST', me, '<a/>', { 'content-type': 'application/xml' }, 107],
    ['a poisoned body', 'POST', me, '{"__proto__":{"x":1}}', {}, 107],
    ['a body of two megabytes', 'POST', me, JSON.stringify({ a: 'x'.repeat(2_000_000) }), {}, 40013],
    ['a list for parameters', 'POST', me, '[1]', {}, 40000],
    ['lists within lists, deeper than can be written down', 'POST', feed, `{"communityCode":${deep}}`, {}, 40000],
    [
      'a question of a million letters',
      'POST',
      feed,
      JSON.stringify({ communityCode: '2'.repeat(1_000_000) }),
      {},
      40000,
    ],
    ['an unknown function', 'POST', '/1.1/functions/notices.burn', '{}', {}, 1],
    ['an unknown call', 'POST', '/1.1/call/notices', '{}', {}, 1],
    ['a function with no end to its name', 'POST', `/1.1/functions/${'a'.repeat(500)}`, '{}', {}, 119],
    ['a path that is badly encoded', 'POST', '/1.1/functions/%E0%A4%A', '{}', {}, 119],
    ['objects', 'GET', '/1.1/classes/notice', undefined, {}, 119],
    ['one object', 'PUT', '/1.1/classes/notice/1', '{}', {}, 119],
    ['a batch', 'POST', '/1.1/batch', '{"requests":[]}', {}, 119],
    ['CQL', 'GET', '/1.1/cloudQuery?cql=select', undefined, {}, 119],
    ['everybody', 'GET', '/1.1/users', undefined, {}, 119],
    ['another method', 'GET', me, undefined, {}, 119],
    ['another version', 'POST', '/1.2/functions/session.me', '{}', {}, 119],
    ['another app', 'POST', me, '{}', { 'x-lc-id': 'somebody-else' }, 40014],
    ['no app', 'POST', me, '{}', { 'x-lc-id': '' }, 40014],
    ['a wrong key', 'POST', me, '{}', { 'x-lc-key': 'wrong' }, 40014],
    ['a bad signature', 'POST', me, '{}', { 'x-lc-key': '', 'x-lc-sign': 'beef,1700000000000' }, 40014],
    ['a signature of another time', 'POST', me, '{}', { 'x-lc-key': '', 'x-lc-sign': `${sign('1')},2` }, 40014],
    ['no session where one is needed', 'POST', '/1.1/functions/eggs.calendar', '{}', {}, 211],
    ['no session for an upload', 'POST', '/1.1/fileTokens', '{}', {}, 211],
    ['an upload that is no form', 'POST', '/1.1/upload', '{}', {}, 107],
  ])('that sends %s gets a refusal in words', async (_what, method, path, body, headers, code) => {
    const answer = await send(method, path, body, headers);
    expect(answer.headers.get('content-type')).toMatch('application/json');
    expect(answer.body.code).toBe(code);
    expect(wrongWith(answer)).toBeNull();
  });

  test.each([
    ['no body', undefined, {}],
    ['an empty body', '', {}],
    ['plain text that is JSON', '{}', { 'content-type': 'text/plain' }],
    ['null', 'null', {}],
    ['a signature instead of the key', '{}', { 'x-lc-key': '', 'x-lc-sign': `${sign('1700000000000')},1700000000000` }],
  ])('may send %s', async (_what, body, headers) => {
    const answer = await send('POST', me, body, headers);
    expect([answer.status, answer.body.result]).toEqual([200, expect.objectContaining({ person: null })]);
  });

  test('in a browser is told which headers it may send', async () => {
    const preflight = { origin: 'http://example.com', 'access-control-request-method': 'POST' };
    const response = await fetch(origin + me, {
      method: 'OPTIONS',
      headers: { ...preflight, 'access-control-request-headers': 'x-lc-id,x-lc-sign,x-lc-session' },
    });
    expect(response.status).toBeLessThan(300);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const allowed = (response.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/, */);
    const needed = ['x-lc-id', 'x-lc-key', 'x-lc-sign', 'x-lc-session', 'x-lc-ua', 'x-lc-prod', 'content-type'];
    expect(allowed).toEqual(expect.arrayContaining(needed));
  });

  test('in a browser can read a refusal', async () => {
    for (const path of [me, '/1.1/functions/notices.burn', '/1.1/classes/notice']) {
      const { headers } = await send('POST', path, '[1]', { origin: 'http://example.com' });
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, '*']);
    }
  });
});
