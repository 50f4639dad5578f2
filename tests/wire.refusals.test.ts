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

  const elsewhere = { origin: 'http://example.com' };

  test.each([me, '/1.1/users/7/refreshSessionToken', '/1.1/upload', '/1.1/never-was'])(
    'in a browser is told what it may send to %s',
    async (path) => {
      const { status, headers } = await fetch(origin + path, {
        method: 'OPTIONS',
        headers: { ...elsewhere, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-lc-id' },
      });
      const listOf = (name: string) => (headers.get(`access-control-${name}`) ?? '').toLowerCase().split(', ').sort();
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
      expect(listOf('allow-methods')).toEqual(['get', 'post', 'put']);
      expect(listOf('allow-headers')).toEqual(
        ['content-type', 'x-lc-id', 'x-lc-key', 'x-lc-prod', 'x-lc-session', 'x-lc-sign', 'x-lc-ua'].sort(),
      );
      expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    },
  );

  test.each([
    ['an answer', 'POST', me, '{}', {}, 200],
    ['the time', 'GET', '/1.1/date', undefined, {}, 200],
    ['a refusal', 'POST', me, '[1]', {}, 400],
    ['that its app is not ours', 'POST', me, '{}', { 'x-lc-id': '' }, 401],
    ['that it said too much', 'POST', me, JSON.stringify({ a: 'x'.repeat(2_000_000) }), {}, 413],
    ['that its upload is no form', 'POST', '/1.1/upload', '{}', {}, 400],
    ['that nothing is there', 'POST', '/1.1/classes/notice', '{}', {}, 404],
  ])(
    'in a browser can read %s, and whoever names no origin is not told so',
    async (_what, method, path, body, headers, status) => {
      const readers = async (more: Record<string, string>) => {
        const answer = await send(method, path, body, { ...headers, ...more });
        // A cache would hand what it kept for one to the other.
        if (method === 'GET') expect(answer.headers.get('cache-control')).toBe('no-store');
        return [answer.status, answer.headers.get('access-control-allow-origin')];
      };
      expect(await readers(elsewhere)).toEqual([status, '*']);
      expect(await readers({})).toEqual([status, null]);
    },
  );
});
