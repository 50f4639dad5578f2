import fc from 'fast-check';
import { addDays } from '../cloud/kit/clock';
import {
  actsOf,
  daysWith,
  groundOf,
  isValid,
  lifecycle,
  onPlane,
  searchable,
  stateOf,
  wanted,
  type Rights,
  type Standing,
  type Step,
} from '../cloud/merchants/rules';
import type { MerchantState } from '../types/shops';

const today = '2026-10-01';
const day = (n: number): string => addDays(today, n);
const standings: Standing[] = ['applied', 'declined', 'signed', 'suspended', 'revoked'];
const steps: Step[] = ['amend', 'sign', 'decline', 'renew', 'suspend', 'resume', 'revoke'];

describe('the life of a shop:', () => {
  const leads: Record<string, Standing> = {
    ...{ 'applied amend': 'applied', 'applied sign': 'signed', 'applied decline': 'declined' },
    'declined amend': 'applied',
    ...{
      'signed amend': 'signed',
      'signed renew': 'signed',
      'signed suspend': 'suspended',
      'signed revoke': 'revoked',
    },
    ...{ 'suspended amend': 'suspended', 'suspended resume': 'signed', 'suspended revoke': 'revoked' },
  };
  const all = standings.flatMap((standing) => steps.map((step) => [standing, step] as const));

  test.each(all.filter(([standing, step]) => leads[`${standing} ${step}`]))('%s, %s leads on', (standing, step) => {
    expect(lifecycle[standing][step]).toBe(leads[`${standing} ${step}`]);
  });

  test.each(all.filter(([standing, step]) => !leads[`${standing} ${step}`]))('%s, %s is refused', (standing, step) => {
    expect(lifecycle[standing][step]).toBeUndefined();
  });
});

describe('what a shop is on a day', () => {
  const anySpan = fc
    .tuple(fc.integer({ min: -1_200, max: 1_200 }), fc.integer({ min: 0, max: 1_500 }))
    .map(([first, long]) => ({ from_day: day(first), until_day: day(first + long), long }));

  test('follows from its agreement without a gap: upcoming, valid, expiring for 30 days, expired, and never back', () => {
    fc.assert(
      fc.property(anySpan, ({ from_day, until_day, long }) => {
        const shop = { standing: 'signed' as const, from_day, until_day };
        const order: MerchantState[] = ['upcoming', 'valid', 'expiring', 'expired'];
        const told: MerchantState[] = [];
        for (let n = -2; n <= long + 2; n++) told.push(stateOf(shop, addDays(from_day, n)));
        expect(told.every((state) => order.includes(state))).toBe(true);
        expect(told.map((state) => order.indexOf(state))).toEqual(
          told.map((state) => order.indexOf(state)).sort((a, b) => a - b),
        );
        const times = (state: MerchantState) => told.filter((one) => one === state).length;
        expect([times('upcoming'), times('expired')]).toEqual([2, 2]);
        expect(times('expiring')).toBe(Math.min(30, long + 1));
        expect(told.filter(isValid)).toHaveLength(long + 1);
      }),
    );
  });

  test('is what its community said while it is not signed, whatever its days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('applied', 'declined', 'suspended', 'revoked'),
        anySpan,
        (standing, { long: _, ...days }) => {
          expect(stateOf({ standing, ...days }, today)).toBe(standing);
          expect(isValid(standing)).toBe(false);
        },
      ),
    );
  });
});

describe('the days of a further agreement', () => {
  const running = { from_day: day(-100), until_day: day(10) };
  const over = { from_day: day(-400), until_day: day(-35) };
  const ahead = { from_day: day(20), until_day: day(40) };
  const none = { from_day: null, until_day: null };

  test.each([
    ['a first one from today', none, { lastDay: day(364) }, [0, 364, 0]],
    ['a first one signed on paper a year ago', none, { firstDay: day(-365), lastDay: day(3) }, [-365, 3, -365]],
    ['a first one to begin next month', none, { firstDay: day(31), lastDay: day(60) }, [31, 60, 31]],
    ['one that follows the one that runs', running, { lastDay: day(300) }, [11, 300, -100]],
    ['the same, its first day said', running, { firstDay: day(11), lastDay: day(300) }, [11, 300, -100]],
    ['one on the last day of the one before', { from_day: day(-9), until_day: today }, { lastDay: day(9) }, [1, 9, -9]],
    ['one the day after the one before', { from_day: day(-9), until_day: day(-1) }, { lastDay: day(9) }, [0, 9, -9]],
    ['one after a gap, from today', over, { lastDay: day(300) }, [0, 300, 0]],
    ['one after a gap that closes it', over, { firstDay: day(-34), lastDay: day(300) }, [-34, 300, -400]],
    ['one after a gap, later', over, { firstDay: day(5), lastDay: day(300) }, [5, 300, 5]],
    ['one that follows one that has not begun', ahead, { lastDay: day(300) }, [41, 300, 20]],
    ['one of a single day', none, { firstDay: today, lastDay: today }, [0, 0, 0]],
    ['the longest', none, { firstDay: today, lastDay: day(1_096) }, [0, 1_096, 0]],
  ])('%s', (_, covered, asked, [first, last, from]) => {
    const expected = { firstDay: day(first!), lastDay: day(last!), from: day(from!) };
    expect(daysWith(covered, asked, today)).toEqual(expected);
  });

  test.each([
    ['that ended yesterday', none, { firstDay: day(-9), lastDay: day(-1) }, 'merchant.agreementPast'],
    ['that ends before it begins', none, { firstDay: day(9), lastDay: day(8) }, 'merchant.agreementPast'],
    ['that ends before the one that runs', running, { lastDay: day(5) }, 'merchant.agreementPast'],
    ['a day too long', none, { firstDay: today, lastDay: day(1_097) }, 'merchant.agreementLong'],
    ['signed too long ago', none, { firstDay: day(-1_098), lastDay: day(-1) }, 'merchant.agreementPast'],
    ['too far ahead', none, { firstDay: day(1_098), lastDay: day(1_100) }, 'merchant.agreementDays'],
    ['over the one that runs', running, { firstDay: day(10), lastDay: day(300) }, 'merchant.agreementDays'],
    ['that leaves a day out', running, { firstDay: day(12), lastDay: day(300) }, 'merchant.agreementDays'],
    ['before one that has not begun', ahead, { firstDay: today, lastDay: day(9) }, 'merchant.agreementDays'],
    ['over one that is long over', over, { firstDay: day(-40), lastDay: day(9) }, 'merchant.agreementDays'],
  ])('is refused when it is one %s', (_, covered, asked, refusal) => {
    expect(daysWith(covered, asked, today)).toBe(refusal);
  });

  test('are always covered by an agreement, each of them, whatever was asked for before', () => {
    const anyAsk = fc.record({
      wait: fc.integer({ min: 0, max: 700 }),
      first: fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
      long: fc.integer({ min: 0, max: 500 }),
      joins: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyAsk, { maxLength: 12 }), (asks) => {
        let now = today;
        let covered: { from_day: string | null; until_day: string | null } = none;
        const agreed: { firstDay: string; lastDay: string }[] = [];
        for (const { wait, first, long, joins } of asks) {
          now = addDays(now, wait);
          const firstDay =
            joins && covered.until_day
              ? addDays(covered.until_day, 1)
              : first === undefined
                ? undefined
                : addDays(now, first);
          const days = daysWith(covered, { firstDay, lastDay: addDays(firstDay ?? now, long) }, now);
          if (typeof days === 'string') continue;
          agreed.push(days);
          covered = { from_day: days.from, until_day: days.lastDay };
          const isAgreed = (one: string) => agreed.filter((a) => a.firstDay <= one && one <= a.lastDay).length;
          // Every day is covered once, from the first to the last, and the day before is not.
          for (let one = days.from; one <= days.lastDay; one = addDays(one, 1)) expect(isAgreed(one)).toBe(1);
          expect([isAgreed(addDays(days.from, -1)), isAgreed(addDays(days.lastDay, 1))]).toEqual([0, 0]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what somebody may do:', () => {
  const keeper: Rights = { isKeeper: true, isVisitor: false, isSigner: false };
  const gridworker: Rights = { isKeeper: false, isVisitor: true, isSigner: false };
  const signer: Rights = { isKeeper: false, isVisitor: true, isSigner: true };
  const ownSigner: Rights = { isKeeper: true, isVisitor: true, isSigner: true };
  /** Whether somebody keeps it, and who wrote the list that waits. */
  const kept = { isKept: true, listBy: 'another' } as const;
  const free = { isKept: false, listBy: null } as const;
  test.each([
    ['the keeper of one that waits', keeper, 'applied', 'applied', kept, 'amend updateServices'],
    ['the keeper of one that was declined', keeper, 'declined', 'declined', kept, 'amend updateServices'],
    ['the keeper of one in force', keeper, 'signed', 'valid', kept, 'issue sticker updateServices'],
    ['the keeper of one that has not begun', keeper, 'signed', 'upcoming', kept, 'sticker updateServices'],
    ['the keeper of one that is over', keeper, 'signed', 'expired', kept, 'updateServices'],
    ['the keeper of one that is suspended', keeper, 'suspended', 'suspended', kept, 'updateServices'],
    ['the keeper of one that was revoked', keeper, 'revoked', 'revoked', kept, ''],
    ['a grid worker, of one that waits', gridworker, 'applied', 'applied', free, 'amend invite updateServices'],
    [
      'a grid worker, of one in force that somebody keeps',
      gridworker,
      'signed',
      'expiring',
      kept,
      'sticker updateServices',
    ],
    ['a signer, of one that waits', signer, 'applied', 'applied', kept, 'amend decline invite sign updateServices'],
    ['a signer, of one that was declined', signer, 'declined', 'declined', kept, 'amend invite updateServices'],
    [
      ...(['a signer, of one in force', signer, 'signed', 'valid', kept] as const),
      'amend choose invite reissue renew revoke settleServices sticker suspend updateServices',
    ],
    [
      ...([
        'a signer who wrote the list that waits',
        signer,
        'signed',
        'valid',
        { isKept: true, listBy: 'me' },
      ] as const),
      'amend choose invite reissue renew revoke sticker suspend updateServices',
    ],
    [
      ...(['a signer, of one that is over', signer, 'signed', 'expired', free] as const),
      'amend invite reissue renew revoke suspend updateServices',
    ],
    [
      ...(['a signer, of one that is suspended', signer, 'suspended', 'suspended', free] as const),
      'amend invite reissue resume revoke updateServices',
    ],
    ['a signer, of one that was revoked', signer, 'revoked', 'revoked', kept, ''],
    ['a signer who keeps it, while it waits', ownSigner, 'applied', 'applied', kept, 'amend updateServices'],
    ['a signer who keeps it, in force', ownSigner, 'signed', 'valid', kept, 'issue sticker updateServices'],
  ] as const)('%s', (_, rights, standing, state, given, may) => {
    expect([...actsOf({ standing }, state, rights, given)].sort().join(' ')).toBe(may);
  });
});

describe('searching', () => {
  const letter = fc.oneof(
    fc.constantFrom(...Array.from('老街修鞋铺江畔理发AaＡ１1éß㍿ 　\n👨‍👩‍👧')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  const anyText = fc.array(letter, { maxLength: 30 }).map((all) => all.join(''));

  test('finds every shop whose words have all that is looked for, wherever it stands in them', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), fc.nat(), fc.nat(), fc.nat(), (texts, a, b, c) => {
        const shop = searchable(texts, '230104009009');
        const letters = Array.from(shop.words);
        const part = (start: number, long: number) => {
          const at = letters.length ? start % letters.length : 0;
          return letters.slice(at, at + 1 + (long % 8)).join('');
        };
        const { words, pairs } = wanted(`${part(a, b)} ${part(b, c)}`, a % 2 ? '230104009009' : undefined);
        expect(words.every((word) => shop.words.includes(word))).toBe(true);
        expect(pairs.filter((pair) => !shop.pairs.includes(pair))).toEqual([]);
      }),
    );
  });

  test('takes no notice of case and width, and looks for each word by itself', () => {
    const shop = searchable(['ＫＴＶ 江畔店', null, '', undefined, 'Café 2 号'], '230104009009');
    for (const q of ['ktv', 'KTV', 'ｋｔｖ', '江畔 ktv', 'café', '２', '店　ＫＴＶ']) {
      const { words, pairs } = wanted(q);
      expect([q, words.every((word) => shop.words.includes(word))]).toEqual([q, true]);
      expect([q, pairs.every((pair) => shop.pairs.includes(pair))]).toEqual([q, true]);
    }
    expect(wanted('修鞋').pairs).toEqual(['修鞋']);
    expect(wanted('修').pairs).toEqual(['修']);
    expect(wanted('修鞋', '230104009009').pairs).toEqual(['230104009009 修鞋']);
    expect(searchable([], '230104009009').pairs).toEqual([]);
  });
});

test('on the plane a distance within 20 km is true to half a percent, anywhere in China', () => {
  const haversine = (a: { latitude: number; longitude: number }, b: typeof a): number => {
    const rad = (degrees: number) => (degrees * Math.PI) / 180;
    const h =
      Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
      Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
    return 2 * 6_378_137 * Math.asin(Math.sqrt(h));
  };
  const anyPair = fc.record({
    latitude: fc.double({ min: 18, max: 53.6, noNaN: true }),
    longitude: fc.double({ min: 73, max: 135, noNaN: true }),
    away: fc.double({ min: 10, max: 20_000, noNaN: true }),
    towards: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  });
  fc.assert(
    fc.property(anyPair, ({ latitude, longitude, away, towards }) => {
      const here = { latitude, longitude };
      const there = {
        latitude: latitude + ((away * Math.cos(towards)) / 6_378_137) * (180 / Math.PI),
        longitude:
          longitude +
          (((away * Math.sin(towards)) / 6_378_137) * (180 / Math.PI)) / Math.cos((latitude * Math.PI) / 180),
      };
      const [a, b] = [onPlane(here), onPlane(there)];
      const told = Math.hypot(a.x - b.x, a.y - b.y) * groundOf(here);
      expect(Math.abs(told / haversine(here, there) - 1)).toBeLessThan(0.005);
    }),
    { numRuns: 500 },
  );
});
