import {
  badgeIn,
  badgeScanned,
  campaignIn,
  cardIn,
  communityIn,
  dayIn,
  noticeIn,
  queryOf,
  saidIn,
  shopIn,
} from '../src/kit/entry';
import { limits } from '../types/limits';

/** What a page makes of what it was opened with. WeChat decodes nothing, and anybody may write anything. */

test('a card opens its notice, and says which card it is', () => {
  expect(noticeIn({ id: '123456', card: 'abcdefghij_-4567' })).toBe('123456');
  expect(cardIn({ id: '123456', card: 'abcdefghij_-4567' })).toBe('abcdefghij_-4567');
  expect(cardIn({ id: '123456' })).toBe('');
});

test.each(['n123456.p', 'n123456.d', 'n123456.o', 'n123456%2Ep', encodeURIComponent('n123456.p')])(
  'the code %s opens the notice beside which it hangs',
  (scene) => expect(noticeIn({ scene })).toBe('123456'),
);

test.each(['https://m.example.cn/n/77', 'http://m.example.cn:8080/n/77/', 'https://m.example.cn/n/77?from=paper#x'])(
  'the ordinary link %s opens its notice, encoded once as WeChat hands it on',
  (link) => {
    expect(noticeIn({ q: encodeURIComponent(link) })).toBe('77');
    expect(noticeIn({ q: link })).toBe('77');
  },
);

test.each(['c230104009009.d', 'c230104009009.o', 'c230104009009%2Ed'])(
  'the code %s shows the community at whose door it hangs',
  (scene) => {
    expect(communityIn({ scene })).toBe('230104009009');
    expect(noticeIn({ scene })).toBe('');
  },
);

test('a code of a notice shows no community', () => {
  expect(communityIn({ scene: 'n123456.p' })).toBe('');
  expect(communityIn({})).toBe('');
});

test.each([
  {},
  { id: '' },
  { id: '0' },
  { id: '12x' },
  { id: '1'.repeat(19) },
  { id: '%E4%B8' },
  { id: 'x', scene: 'n5.p' },
  { scene: 'n5' },
  { scene: 'n5.x' },
  { scene: 'n5.p ' },
  { scene: 'n5.p%00' },
  { scene: '%' },
  { scene: 'c230104009009.d' },
  { scene: '<script>' },
  { q: encodeURIComponent('https://m.example.cn/n/') },
  { q: encodeURIComponent('https://m.example.cn/x/n/5') },
  { q: encodeURIComponent('https://m.example.cn?/n/5') },
  { q: encodeURIComponent('javascript:alert(1)//n/5') },
  { q: encodeURIComponent('https://m.example.cn/n/5/../6') },
  { q: '%%%' },
])('nothing is made of %o', (query) => expect(noticeIn(query)).toBe(''));

test.each(['c23010400900.d', 'c2301040090091.d', 'c230104009009.p', 'c230104009009', '%C3%28', 'd230104009009.d'])(
  'the code %s shows no community',
  (scene) => expect(communityIn({ scene })).toBe(''),
);

test('a card that is no card of ours opens its notice all the same', () => {
  const query = { id: '5', card: 'x'.repeat(400) };
  expect([noticeIn(query), cardIn(query)]).toEqual(['5', '']);
});

test('a query that nobody has taken apart is read as it is', () => {
  expect(queryOf('id=5&card=a%3Db&q=https://x/?a=b')).toEqual({ id: '5', card: 'a%3Db', q: 'https://x/?a=b' });
  expect(noticeIn(queryOf(encodeURIComponent('id=5&card=x')))).toBe('5');
  expect(noticeIn(queryOf(''))).toBe('');
  expect(noticeIn(queryOf('%'))).toBe('');
});

describe('a badge', () => {
  const token = 'abcdefghijklmnop_-0123456789';
  const link = `https://m.example.cn/b/${token}`;

  test.each([
    { token },
    { scene: `b${token}` },
    { scene: encodeURIComponent(`b${token}`) },
    { q: encodeURIComponent(link) },
    { q: encodeURIComponent(`${link}?from=door`) },
    { q: `${link}/` },
  ])('is read from %o', (query) => expect(badgeIn(query)).toBe(token));

  test('that was altered is still asked about, since only the cloud can say', () => {
    expect(badgeIn({ token: `${token}x` })).toBe(`${token}x`);
    expect(badgeIn({ q: encodeURIComponent('https://m.example.cn/b/short') })).toBe('short');
  });

  test.each([
    {},
    { token: '%' },
    { token: 'x'.repeat(201) },
    { scene: 'n5.p' },
    { q: 'https://m.example.cn/n/5' },
    { q: 'javascript:alert(1)//b/x' },
  ])('is not read from %o', (query) => expect(badgeIn(query)).toBe(''));

  test('that a camera read is a link, a mini-program code, or whatever it is', () => {
    expect(badgeScanned(link)).toBe(token);
    expect(badgeScanned(`merchants/verify/index?scene=b${token}`)).toBe(token);
    expect(badgeScanned('一段话')).toBe('一段话');
    expect(badgeScanned('x'.repeat(500))).toHaveLength(200);
  });
});

test('a shop is opened by its number', () => {
  expect(shopIn({ id: '77' })).toBe('77');
  expect(shopIn({ id: 'x' })).toBe('');
});

test('a day of a campaign is opened, and nothing else is taken for one', () => {
  expect([campaignIn({ campaign: '41' }), dayIn({ day: '2026-10-02' })]).toEqual(['41', '2026-10-02']);
  for (const wrong of ['', '0', 'x', '41;', '-1', '%', '1'.repeat(30)])
    expect(campaignIn({ campaign: wrong })).toBe('');
  for (const wrong of ['', '2026-10', '2026-10-02T', '２０２６-10-02', '%E0%A4%A'])
    expect(dayIn({ day: wrong })).toBe('');
  expect([campaignIn({}), dayIn({})]).toEqual(['', '']);
});

test('what another page has begun to say arrives whole, and never longer than may be said', () => {
  const words = '“国庆领鸡蛋”活动，10月3日我没有鸡蛋：100% 读了 & 等了。';
  expect(saidIn(queryOf(`say=${encodeURIComponent(words)}`))).toBe(words);
  expect(saidIn({ say: encodeURIComponent('长'.repeat(5_000)) })).toHaveLength(limits.reportWords);
  for (const nothing of [{}, { say: '' }, { say: '%20%0A' }, { say: '%E0%A4%A' }]) expect(saidIn(nothing)).toBe('');
});
