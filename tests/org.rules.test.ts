import fc from 'fast-check';
import { holds, isWithin, levelOf, lineage, spokenName, type Grant } from '../cloud/org/rules';
import { roles } from '../types/org';

test.each([
  ['2301', 'city'],
  ['230104', 'district'],
  ['230104009', 'street'],
  ['230104009009', 'community'],
  ['', 'nothing we know'],
  ['23010', 'nothing we know'],
  ['2301040090091', 'nothing we know'],
])('the code %j is: %s', (code, level) => {
  expect(levelOf(code) ?? 'nothing we know').toBe(level);
});

test.each([
  ['2301', ['2301']],
  ['230104', ['2301', '230104']],
  ['230104009', ['2301', '230104', '230104009']],
  ['230104009009', ['2301', '230104', '230104009', '230104009009']],
])('%s lies below %j, itself last', (code, above) => {
  expect(lineage(code)).toEqual(above);
});

test.each([
  ['lies within itself', '230104009009', '230104009009', true],
  ['lies within its street', '230104009009', '230104009', true],
  ['lies within its district', '230104009009', '230104', true],
  ['lies within its city', '230104009009', '2301', true],
  ['does not lie within the street beside', '230104009009', '230104008', false],
  ['does not lie within a community of its own', '230104009', '230104009009', false],
  ['does not lie within the community beside', '230104009009', '230104009008', false],
])('a place %s', (_, code, node, within) => {
  expect(isWithin(code, node)).toBe(within);
});

const street: Grant = { role: 'street', code: '230104009' };
const secretary: Grant = { role: 'secretary', code: '230104009009' };
const gridworker: Grant = { role: 'gridworker', code: '2301' };

test.each([
  ['a role at the place itself holds', [secretary], '230104009009', true],
  ['a role above it holds', [street], '230104009009', true],
  ['a role below it does not hold', [secretary], '230104009', false],
  ['a role beside it does not hold', [secretary], '230104009008', false],
  ['another role, however high, does not hold', [gridworker], '230104009009', false],
  ['one wrong and one right role hold', [gridworker, secretary], '230104009009', true],
  [
    'the role from one grant and the place from another do not hold',
    [gridworker, { ...secretary, code: '230103010003' }],
    '230104009009',
    false,
  ],
  ['no role does not hold', [], '230104009009', false],
])('%s', (_, grants, code, does) => {
  expect(holds(grants, ['secretary', 'street'], code)).toBe(does);
});

test('a role that holds at a place holds at everything below it', () => {
  const digits = fc.stringMatching(/^2301\d{8}$/);
  const level = fc.constantFrom(4, 6, 9, 12);
  fc.assert(
    fc.property(digits, level, level, fc.constantFrom(...roles), (code, a, b, role) => {
      const grants = [{ role, code: code.slice(0, Math.min(a, b)) }];
      expect(holds(grants, [role], code.slice(0, Math.max(a, b)))).toBe(true);
    }),
  );
});

test.each([
  ['江畔社区居委会', '江畔社区'],
  ['高铁家园社区居民委员会', '高铁家园社区'],
  ['工程社区', '工程社区'],
  ['东升居委会', '东升社区'],
  ['松花江居民委员会', '松花江社区'],
  ['新农村村民委员会', '新农村'],
  ['红星村委会', '红星村'],
  ['南岗区', '南岗区'],
])('%s is %s to the people who live there', (official, spoken) => {
  expect(spokenName(official)).toBe(spoken);
});
