import { words } from '../src/kit/words';

/** What all pages say in one way. */
const now = Date.parse('2026-10-01T02:00:00.000Z');

test.each([
  ['2026-09-30T23:30:00.000Z', '今天 7:30'],
  ['2026-10-01T08:05:00.000Z', '今天 16:05'],
  ['2026-09-30T16:05:00.000Z', '今天 0:05'],
  ['2026-09-29T23:30:00.000Z', '9月30日 7:30'],
  ['2025-10-02T23:30:00.000Z', '2025年10月3日'],
])('the moment %s is %s to people', (instant, said) => expect(words.moment(instant, now)).toBe(said));

test.each([
  ['08:00', '8:00'],
  ['00:05', '0:05'],
  ['10:00', '10:00'],
])('the time of day %s is said %s', (time, said) => expect(words.clock(time)).toBe(said));

test.each([
  ['10月3日', '到 10月3日为止'],
  ['明天', '到明天为止'],
])('figures stand apart from the words before them: %s', (day, said) => expect(`到${words.apart(day)}为止`).toBe(said));

test.each([
  ['137****0088', '137****0088 的鸡蛋'],
  ['邻居', '邻居的鸡蛋'],
])('and from the words after them: %s', (who, said) => expect(`${words.apartAfter(who)}的鸡蛋`).toBe(said));
