import { daysLeft, dayAfter, yearFrom } from '../src/merchants/agreements';
import { ClaimingStore } from '../src/merchants/claiming';
import { choose, itemOf, moved, newItem, serviceOf, wrongIn } from '../src/merchants/keeping/items';
import { wrongIn as wrongInCoupon } from '../src/merchants/keeping/issuing';
import { priceOf, typedPrice } from '../src/merchants/keeping/price';
import { say } from '../src/merchants/keeping/words';
import { say as shop } from '../src/merchants/words';
import type { Call } from '../types';

describe('a price that is typed in yuan', () => {
  test.each([
    ['15', 1500],
    ['15.5', 1550],
    ['15.05', 1505],
    ['0.1', 10],
    ['0.29', 29],
    ['1.10', 110],
    [' 8 ', 800],
    ['0', 0],
    ['100000', 10_000_000],
  ])('%s is %d hundredths', (typed, fen) => expect(priceOf(typed)).toEqual({ fen }));

  test.each([
    ['', 'number'],
    ['-1', 'number'],
    ['1e3', 'number'],
    ['15.', 'number'],
    ['.5', 'number'],
    ['1,5', 'number'],
    ['0x10', 'number'],
    ['Infinity', 'number'],
    ['15.555', 'fraction'],
    ['100000.01', 'large'],
    ['9'.repeat(40), 'large'],
  ] as const)('%s is refused in words', (typed, wrong) => {
    expect(priceOf(typed)).toEqual({ wrong });
    expect(say.item.wrongPrice[wrong]).not.toBe('');
  });

  test('every price to a thousand yuan comes back as it was shown', () => {
    const all = Array.from({ length: 100_001 }, (_, fen) => fen);
    const wrong = all.filter((fen) => JSON.stringify(priceOf(typedPrice(fen))) !== JSON.stringify({ fen }));
    expect(wrong).toEqual([]);
  });
});

describe('a line of the service list', () => {
  const line = (part: object) => ({ ...newItem(), name: '修伞', ...part });

  test('goes out without what is empty, and comes back the same', () => {
    const service = serviceOf(line({ price: 'yuan', yuan: '5.5', unit: '每把', phone: ' ' }));
    expect(service).toEqual({ name: '修伞', fen: 550, unit: '每把', forWhom: ['all'] });
    expect(serviceOf(itemOf(service))).toEqual(service);
    expect(serviceOf(line({ price: 'ask', yuan: '9' })).fen).toBeNull();
  });

  test('says what is missing, what stands twice, and that nothing is free', () => {
    const [one, two] = [line({}), line({})];
    expect(wrongIn(one, [one])).toEqual({});
    expect(wrongIn(line({ name: ' ' }), [])).toEqual({ name: say.item.nameNeeded });
    expect(wrongIn(one, [one, two])).toEqual({ name: say.item.nameTwice });
    expect(wrongIn(line({ price: 'yuan', yuan: '0' }), [])).toEqual({ yuan: say.item.zeroIsFree });
    expect(wrongIn(line({ price: 'yuan', yuan: '-1' }), [])).toEqual({ yuan: say.item.wrongPrice.number });
  });

  test('is for everyone or for some, and never for nobody', () => {
    expect(choose(['all'], 'elders')).toEqual(['elders']);
    expect(choose(['elders'], 'children')).toEqual(['elders', 'children']);
    expect(choose(['elders', 'children'], 'all')).toEqual(['all']);
    expect(choose(['elders'], 'elders')).toEqual(['all']);
  });

  test('moves by one, and not past an end', () => {
    const items = ['a', 'b', 'c'].map((key) => ({ ...newItem(), key }));
    const keys = (key: string, by: 1 | -1) => moved(items, key, by).map((one) => one.key);
    expect(keys('b', -1)).toEqual(['b', 'a', 'c']);
    expect(keys('b', 1)).toEqual(['a', 'c', 'b']);
    expect(keys('a', -1)).toEqual(['a', 'b', 'c']);
    expect(keys('c', 1)).toEqual(['a', 'b', 'c']);
  });
});

test.each([
  [null, undefined, '到店问'],
  [0, '每次', '免费'],
  [800, '每把', '每把 8 元'],
  [6050, '每次', '每次 60.5 元'],
  [29, undefined, '0.29 元'],
])('%p hundredths are shown as people say a price', (fen, unit, said) => expect(shop.price(fen, unit)).toBe(said));

test.each([
  ['none is given out', [], false],
  ['all are gone', [0, 0], false],
  ['one is left', [0, 1], true],
])('there is a coupon to claim or not: %s', async (_name, left, has) => {
  const coupons = { list: () => Promise.resolve({ coupons: left.map((n) => ({ left: n })) }) };
  const store = new ClaimingStore({ coupons } as unknown as Call);
  expect(store.hasClaimable).toBe(false);
  await store.load({ communityCode: '230104009001' });
  expect(store.hasClaimable).toBe(has);
});

test('a coupon says at which field it is wrong', () => {
  const form = {
    kind: 'off',
    title: '减五元',
    yuan: '5',
    conditions: '',
    total: '50',
    perPerson: '1',
    firstDay: '2026-10-01',
    lastDay: '2026-10-31',
    keepDays: '14',
  } as const;
  const wrong = (part: object) => Object.keys(wrongInCoupon({ ...form, ...part }, '2026-10-01'));
  expect(wrong({})).toEqual([]);
  expect(wrong({ kind: 'gift', yuan: '' })).toEqual([]);
  for (const yuan of ['', '0', '-1', '1.5', '1e3', '1001']) expect(wrong({ yuan })).toEqual(['yuan']);
  expect(wrong({ total: '3', perPerson: '4' })).toEqual(['perPerson']);
  expect(wrong({ total: '10001', keepDays: '91' })).toEqual(['total', 'keepDays']);
  expect(wrong({ lastDay: '2026-09-30' })).toEqual(['lastDay']);
  expect(wrong({ lastDay: '2027-10-02' })).toEqual(['lastDay']);
  expect(wrong({ title: ' ' })).toEqual(['title']);
});

test('a year from a day ends on the day before, and the days left are counted with both ends', () => {
  expect(yearFrom('2026-10-01')).toBe('2027-09-30');
  expect(yearFrom('2028-02-29')).toBe('2029-02-28');
  expect(yearFrom('2027-03-01')).toBe('2028-02-29');
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysLeft('2026-10-01', '2026-10-01')).toBe(1);
  expect(daysLeft('2026-10-31', '2026-10-01')).toBe(31);
  expect(daysLeft('2026-09-01', '2026-10-01')).toBe(0);
});
