import fc from 'fast-check';
import { inCrowd } from '../cloud/kit/crowd';
import {
  excerptOf,
  isPublic,
  readPosition,
  staffActs,
  stateOf,
  whyNot,
  whyNotAt,
  whyNotRelease,
  writePosition,
} from '../cloud/notices/rules';
import { acts, states } from '../types/notices';

const now = new Date('2026-10-01T02:00:00.000Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);
const DAY_MS = 86_400_000;

test.each([
  ['no time to publish', null, null, 'draft'],
  ['a time a millisecond ahead', after(1), null, 'scheduled'],
  ['the present moment as its time', now, null, 'published'],
  ['a time long ago', after(-DAY_MS), null, 'published'],
  ['been taken back', after(-DAY_MS), now, 'withdrawn'],
  ['been taken back before its time came', after(DAY_MS), now, 'withdrawn'],
])('a notice that has %s is what the clock says', (_, publish_at, withdrawn_at, state) => {
  expect(stateOf({ publish_at, withdrawn_at, held: null }, now)).toBe(state);
});

test.each([
  ['a draft that did not pass', null, null, 'risky', 'draft'],
  ['published', now, null, 'unchecked', 'held'],
  ['published, and wants a person', after(-DAY_MS), null, 'review', 'held'],
  ['scheduled', after(1), null, 'pictures', 'held'],
  ['taken back', now, now, 'review', 'withdrawn'],
] as const)('a notice held back that is %s', (_, publish_at, withdrawn_at, held, state) => {
  expect(stateOf({ publish_at, withdrawn_at, held }, now)).toBe(state);
  expect(isPublic({ publish_at, withdrawn_at, held }, now)).toBe(false);
});

describe('letting a held notice out', () => {
  const writer = '7';
  const held = (why: 'unchecked' | 'review' | 'pictures' | null, must_know = false) => ({
    ...{ publish_at: now, withdrawn_at: null, held: why, must_know, made_by: writer },
  });
  test.each([
    ['what a person must look at, by its writer', held('review', true), writer, 'content.secondPerson'],
    ['what a person must look at, by another', held('review'), '8', null],
    ['what could not be checked and must be known, by its writer', held('unchecked', true), writer, null],
    ['what could not be checked and can wait', held('unchecked'), '8', 'content.waits'],
    ['pictures not yet seen of what must be known', held('pictures', true), writer, null],
    ['pictures not yet seen of what can wait', held('pictures'), '8', 'content.waits'],
    ['what is not held', held(null, true), '8', 'content.notHeld'],
    ['what was taken back', { ...held('review'), withdrawn_at: now }, '8', 'content.notHeld'],
    ['a draft', { ...held('unchecked', true), publish_at: null }, '8', 'content.notHeld'],
  ] as const)('%s', (_, notice, actor, refusal) => {
    expect(whyNotRelease(notice, actor, now)).toBe(refusal);
  });
});

test.each([
  ['edit', 'draft', null],
  ['edit', 'held', 'notice.notDraft'],
  ['correct', 'held', 'notice.notPublished'],
  ['withdraw', 'held', null],
  ['pin', 'held', 'notice.notPublished'],
  ['edit', 'scheduled', 'notice.notDraft'],
  ['edit', 'published', 'notice.notDraft'],
  ['edit', 'withdrawn', 'notice.notDraft'],
  ['correct', 'draft', 'notice.notPublished'],
  ['correct', 'scheduled', null],
  ['correct', 'published', null],
  ['correct', 'withdrawn', 'notice.withdrawn'],
  ['withdraw', 'draft', 'notice.notPublished'],
  ['withdraw', 'scheduled', null],
  ['withdraw', 'published', null],
  ['withdraw', 'withdrawn', null],
  ['pin', 'draft', 'notice.notPublished'],
  ['pin', 'scheduled', null],
  ['pin', 'published', null],
  ['pin', 'withdrawn', 'notice.withdrawn'],
] as const)('to %s a notice that is %s: %s', (act, state, refusal) => {
  expect(whyNot(act, state)).toBe(refusal);
});

test.each([
  ['draft', ['edit', 'publish']],
  ['held', ['withdraw']],
  ['scheduled', ['correct', 'withdraw', 'pin']],
  ['published', ['correct', 'withdraw', 'pin', 'figures']],
  ['withdrawn', ['figures']],
] as const)('staff of a %s notice may %j', (state, may) => {
  expect(staffActs[state]).toEqual(may);
});

const noon = new Date('2026-10-01T04:00:00Z');
const earlier = new Date('2026-10-01T03:59:59Z');
const later = new Date('2026-10-01T04:00:01Z');
test.each([
  ['a draft', null, null, false],
  ['one whose time has not come', later, null, false],
  ['one whose time is now', noon, null, true],
  ['one withdrawn after it came out', earlier, noon, true],
  ['one withdrawn in the moment it came out', noon, noon, true],
  ['one withdrawn before its time', later, noon, false],
] as const)('everybody may see %s: %s, %s → %s', (_what, publish_at, withdrawn_at, seen) => {
  expect(isPublic({ publish_at, withdrawn_at, held: null }, noon)).toBe(seen);
});

test.each([
  ['all with five or more', [5, 6, 7], [5, 6, 7]],
  ['none with fewer', [4, 4, 4], []],
  ['the others too few for the total to hide: the smallest goes, too', [9, 8, 2], [9]],
  ['the others many enough for the total to hide', [9, 4, 3], [9]],
  ['a kind that nobody came by', [9, 8, 0], [9, 8]],
  ['nothing at all', [], []],
] as const)('of the kinds of card are shown: %s', (_what, readers, shown) => {
  const cards = readers.map((n) => ({ readers: n }));
  expect(inCrowd(cards).map((card) => card.readers)).toEqual(shown);
});

test('staff are offered no act that would be refused', () => {
  for (const state of states)
    for (const act of ['edit', 'correct', 'withdraw', 'pin'] as const)
      if (staffActs[state].includes(act)) expect([act, state, whyNot(act, state)]).toEqual([act, state, null]);
  // Letting a held notice out and asking for its code hang on more than its state.
  expect(new Set([...Object.values(staffActs).flat(), 'release', 'code'])).toEqual(new Set(acts));
});

test.each([
  ['a millisecond ago', -1, 'notice.past'],
  ['now', 0, 'notice.past'],
  ['a millisecond ahead', 1, null],
  ['ninety days ahead', 90 * DAY_MS, null],
  ['ninety days and a millisecond ahead', 90 * DAY_MS + 1, 'notice.farAhead'],
])('to publish %s', (_, ms, refusal) => {
  expect(whyNotAt(after(ms), now)).toBe(refusal);
});

describe('an excerpt', () => {
  test.each([
    ['keeps a short text', '周四上午停水。', '周四上午停水。'],
    ['is one line', '  第一段\n\n第二段\t完 ', '第一段 第二段 完'],
    ['keeps eighty characters', '水'.repeat(80), '水'.repeat(80)],
    ['cuts the eighty-first for a sign that there is more', '水'.repeat(81), `${'水'.repeat(79)}…`],
    ['counts an emoji as one and never halves it', '🥚'.repeat(81), `${'🥚'.repeat(79)}…`],
  ])('%s', (_, body, excerpt) => {
    expect(excerptOf(body)).toBe(excerpt);
  });

  test('is storable, in one line, and at most eighty characters, whatever the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (body) => {
        const excerpt = excerptOf(body);
        expect(Array.from(excerpt).length).toBeLessThanOrEqual(80);
        expect(excerpt).not.toMatch(/[\n\t]/);
        expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a place in a feed', () => {
  const at = '2026-10-01T02:00:00.000Z';

  test('is read back as it was written', () => {
    const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    const id = fc.stringMatching(/^[1-9]\d{0,17}$/);
    fc.assert(
      fc.property(fc.boolean(), time, id, (pinned, date, id) => {
        const position = { pinned, at: date.toISOString(), id };
        expect(readPosition(writePosition(position))).toEqual(position);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['words', 'not base64 at all'],
    ['a third kind of pin', `2 ${at} 1`],
    ['an id of zero', `1 ${at} 0`],
    ['an id beyond the database’s numbers', `1 ${at} ${'9'.repeat(19)}`],
    ['an id that is a statement', `1 ${at} 1;drop`],
    ['no id', `1 ${at}`],
    ['a time that is none', '1 2026-13-01T02:00:00.000Z 1'],
    ['a day that is none', '1 2026-02-31T02:00:00.000Z 1'],
    ['the year nought, which PostgreSQL lacks', '1 0000-01-01T02:00:00.000Z 1'],
    ['words in the form of a time', '1 2026-10-01T02:00:00(abc) 1'],
    ['something after it', `1 ${at} 1 1`],
  ])('with %s is no place', (_, words) => {
    expect(readPosition(Buffer.from(words).toString('base64url'))).toBeNull();
  });
});
