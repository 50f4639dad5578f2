import fc from 'fast-check';
import { afterRefusal, awake, fit, later } from '../cloud/messages/rules';
import { inShanghai } from './kit/clock';

const shanghai = (time: string): Date => new Date(inShanghai(time));
const said = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ');

describe('a phone is quiet from 21:00 to 08:00 in Shanghai', () => {
  test.each([
    ['2026-10-01 00:00:00', '2026-10-01 08:00:00'],
    ['2026-10-01 07:59:59.999', '2026-10-01 08:00:00'],
    ['2026-10-01 21:00:00', '2026-10-02 08:00:00'],
    ['2026-10-01 23:59:59.999', '2026-10-02 08:00:00'],
    ['2026-12-31 22:00:00', '2027-01-01 08:00:00'],
  ])('what comes up at %s waits until %s', (at, until) => {
    expect(awake(shanghai(at))).toEqual(shanghai(until));
  });

  test.each(['2026-10-01 08:00:00', '2026-10-01 12:00:00', '2026-10-01 20:59:59.999'])('%s is no night', (at) => {
    expect(awake(shanghai(at))).toEqual(shanghai(at));
  });

  test('whatever the moment, it is never moved back, never by more than eleven hours, and always into the day', () => {
    const moments = fc.date({ min: shanghai('2020-01-01 00:00:00'), max: shanghai('2040-01-01 00:00:00') });
    fc.assert(
      fc.property(
        moments.filter((at) => !Number.isNaN(at.getTime())),
        (at) => {
          const then = awake(at);
          const hour = Number(said(then).slice(11, 13));
          const moved = then.getTime() - at.getTime();
          return moved >= 0 && moved <= 11 * 3_600_000 && hour >= 8 && hour < 21 && +awake(then) === +then;
        },
      ),
    );
  });
});

describe('a message that could not go out', () => {
  test('is tried again after 1, 2, 4 … 32 minutes, and from then on every hour', () => {
    const now = shanghai('2026-10-01 10:00:00');
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 5_000].map((tries) => (+later(now, tries) - +now) / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test('is not tried again at night', () => {
    expect(later(shanghai('2026-10-01 20:59:00'), 1)).toEqual(shanghai('2026-10-02 08:00:00'));
    expect(later(shanghai('2026-10-01 20:58:59'), 1)).toEqual(shanghai('2026-10-01 20:59:59'));
  });
});

describe('a field takes what WeChat lets it hold', () => {
  const han = (length: number): string => '停水通知'.repeat(20).slice(0, length);

  test.each([
    ['thing1', 20, 20, ''],
    ['thing12', 21, 19, '…'],
    ['character_string2', 32, 32, ''],
    ['character_string2', 33, 29, '...'],
    ['phrase2', 5, 5, ''],
    ['phrase2', 6, 5, ''],
    ['name3', 10, 10, ''],
    ['name3', 11, 10, ''],
    ['enum1', 21, 19, '…'],
  ])('%s of %i characters becomes %i of them and “%s”', (key, given, kept, cut) => {
    expect(fit(key, han(given))).toBe(han(kept) + cut);
  });

  test.each([
    ['停水\n停电', '停水 停电'],
    ['  停水\r\n\t 停电\u2028 ', '停水 停电'],
    ['停水\u0000\u0007停电\u0085', '停水 停电'],
  ])('%j becomes one line', (given, line) => {
    expect(fit('thing1', given)).toBe(line);
  });

  test.each(['thing1', 'character_string1', 'phrase1', 'name1', 'time1', 'date1'])('%s is never empty', (key) => {
    for (const nothing of ['', ' ', '\n\t']) expect(fit(key, nothing)).toBe('…');
  });

  test('a phrase is Han and nothing else', () => {
    expect(fit('phrase1', '已办结 (3楼)!ok')).toBe('已办结楼');
    expect(fit('phrase1', 'ok!')).toBe('…');
  });

  test.each([
    ['2026-10-01T02:00:00.000Z', '2026年10月1日 10:00'],
    ['2026-10-01T15:59:59.999Z', '2026年10月1日 23:59'],
    ['2026-12-31T16:05:00Z', '2027年1月1日 00:05'],
  ])('the instant %s is written in Shanghai’s time: %s', (instant, written) => {
    expect(fit('time3', instant)).toBe(written);
    expect(fit('date3', instant)).toBe(written);
  });

  test.each(['明天上午', '10月2日 9:00-11:00', '2026'])('%s is no instant, and stays as it is', (given) => {
    expect(fit('time3', given)).toBe(given);
  });
});

describe('a cut never goes through what people see as one character', () => {
  const family = '👨‍👩‍👧‍👦';
  const whole = [family, '🇨🇳', '👍🏽', 'é', 'ก็', '한', '葛󠄀', '𠮷', '停', 'a', '1️⃣', '🥚', 'Z̷̧̛̺', ','];
  const most = { thing1: [20, '…'], character_string2: [32, '...'], phrase3: [5, ''], name4: [10, ''] } as const;
  const pieces = (text: string): string[] =>
    [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

  test('such as a family, of which one more does not fit', () => {
    expect(fit('thing1', family.repeat(2))).toBe(`${family}…`);
    expect(fit('thing1', `${'停'.repeat(9)}${family}`)).toBe(`${'停'.repeat(9)}${family}`);
    expect(fit('thing1', `${'停'.repeat(9)}${family}水`)).toBe(`${'停'.repeat(9)}…`);
    expect(fit('thing1', '🇨🇳'.repeat(6))).toBe(`${'🇨🇳'.repeat(4)}…`);
    expect(fit('thing1', `e${'\u0301'.repeat(30)}`)).toBe('…');
  });

  test('whatever the text, in fields of every kind', () => {
    const anything = fc.oneof(fc.constantFrom(...whole), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }));
    const texts = fc.array(anything, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(...(Object.keys(most) as (keyof typeof most)[])), (text, key) => {
        const [limit, mark] = most[key];
        const fitted = fit(key, text);
        const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
        const plain = key === 'phrase3' ? line.replace(/[^\p{Script=Han}]/gu, '') : line;
        expect(fitted.length).toBeLessThanOrEqual(limit);
        expect(fitted.isWellFormed()).toBe(true);
        if (fitted === plain || fitted === '…') return;
        expect(plain.length).toBeGreaterThan(limit);
        expect(fitted.endsWith(mark)).toBe(true);
        const kept = pieces(fitted.slice(0, fitted.length - mark.length));
        expect(kept).toEqual(pieces(plain).slice(0, kept.length));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('after a no of WeChat’s', () => {
  test.each([
    [43101, 'over'],
    [-1, 'later'],
    [43108, 'later'],
    [45009, 'later'],
    [45011, 'later'],
    [40001, 'later'],
    [40014, 'later'],
    [42001, 'later'],
    [47003, 'dead'],
    [40037, 'dead'],
    [40003, 'dead'],
    [41030, 'dead'],
    [99999, 'dead'],
    [null, 'dead'],
  ] as const)('%p means %s', (errcode, outcome) => {
    expect(afterRefusal(errcode)).toBe(outcome);
  });
});
