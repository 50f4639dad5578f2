import fc from 'fast-check';
import * as v from 'valibot';
import { asLine, cleaned, titleIn, withPaste } from '../src/desk/pasted';
import { text } from '../types/fields';

/** What becomes of a text that was copied in WeChat and pasted into a notice. */
const schema = text('正文', 0, 20_000);

test.each([
  ['Windows', '停水通知\r\n\r\n周四上午停水。\r\n请提前接水。', '停水通知\n\n周四上午停水。\n请提前接水。'],
  ['an old Mac', '停水通知\r周四上午停水。', '停水通知\n周四上午停水。'],
  ['a web page', '停水通知\u2028周四上午停水。\u2029请接水。', '停水通知\n周四上午停水。\n请接水。'],
  ['WeChat, with breaks alone', '停水通知\n周四上午停水。\n请接水。', '停水通知\n周四上午停水。\n请接水。'],
  [
    'an official letter, indented',
    '停水通知\n　　周四上午停水。\n　　请提前接水。',
    '停水通知\n\n周四上午停水。\n\n请提前接水。',
  ],
  ['an indented text with lines between', '　　周四停水。\n\n　　请接水。', '周四停水。\n\n请接水。'],
  ['signs that nobody sees', '\ufeff周四\u200b停水\u200c。\u2060请\u202e接水', '周四停水。请接水'],
  ['control characters', '周四\u0000停\u0007水\u001f', '周四停水'],
  ['very many empty lines', '周四停水\n\n \n　\n\n请接水', '周四停水\n\n请接水'],
  ['spaces at the ends of lines', '周四停水  \n请接水', '周四停水\n请接水'],
  ['tabs between words', '姓名\t电话\n王\t139', '姓名\t电话\n王\t139'],
  [
    'pictures joined out of several',
    '一家\u{1f468}\u200d\u{1f469}\u200d\u{1f467}人\u200d来\n好',
    '一家\u{1f468}\u200d\u{1f469}\u200d\u{1f467}人来\n好',
  ],
  ['a heart with its sign', '\u2764\ufe0f\u200d\u{1f525}好', '\u2764\ufe0f\u200d\u{1f525}好'],
  ['half of a letter', '周四\ud83d停水', '周四停水'],
])('from %s', (_, pasted, becomes) => {
  expect(cleaned(pasted)).toBe(becomes);
  expect(withPaste('', pasted)).toBe(becomes);
});

/** Lines, spaces of all kinds, what is not seen, and letters. */
const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('周', '四', '停', '水', '。', 'a', '1', '【', '\u{20bb7}', '\u{1f600}', '\u2764\ufe0f'),
  },
  { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\n　　', '\u2028', '\u2029', '\u000b') },
  { weight: 2, arbitrary: fc.constantFrom(' ', '　', '\t', '\u00a0', '\u2003') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\u200b', '\u200d', '\ufeff', '\u0000', '\u202e', '\u00ad', '\ud83d', '\udc00'),
  },
);
const anything = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
// eslint-disable-next-line no-control-regex -- some of them end a line
const BREAKS = /\r\n?|[\n\u000b\u000c\u0085\u2028\u2029]/;
/** What a person sees of a line: its letters. Unseen are spaces, controls, formats and halves of letters. */
const seen = (line: string): string => line.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '');
/** Paragraphs, each with its lines, as a person sees them. */
const paragraphs = (whole: string): string[][] => {
  const all: string[][] = [[]];
  for (const line of whole.split(BREAKS).map(seen))
    if (line !== '') all.at(-1)?.push(line);
    else if (all.at(-1)?.length) all.push([]);
  return all.filter((lines) => lines.length > 0);
};

test('no visible letter is lost, every line and every paragraph stays, and the contract takes it', () => {
  fc.assert(
    fc.property(anything, (pasted) => {
      const becomes = cleaned(pasted);
      expect(paragraphs(becomes).flat()).toEqual(paragraphs(pasted).flat());
      // Paragraphs may be parted where they were only indented; no two become one.
      const starts = new Set(paragraphs(becomes).map((lines) => lines.length));
      expect(starts.size === 0 || paragraphs(becomes).length >= paragraphs(pasted).length).toBe(true);
      expect(v.safeParse(schema, becomes).success).toBe(true);
      expect(cleaned(becomes)).toBe(becomes);
    }),
    { numRuns: 400 },
  );
});

test('what is pasted in the middle leaves all around it as it was', () => {
  const plain = fc.array(fc.constantFrom('周', '四', '\n', '\u{1f600}', '\u{1f601}', ' ', '　'), { maxLength: 10 });
  fc.assert(
    fc.property(plain, anything, plain, (head, pasted, tail) => {
      const [before, after] = [head.join(''), tail.join('')];
      const becomes = withPaste(before + after, before + pasted + after);
      expect(seen(becomes.replace(/\n/g, ''))).toBe(seen((before + pasted + after).replace(/\n/g, '')));
    }),
    { numRuns: 400 },
  );
});

test('what is typed stays as it is typed, letter by letter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('周四', '停', '\n', ' ', '　', '。', '\u{1f600}'), { maxLength: 20 }),
      (keys) => {
        let written = '';
        for (const key of keys) {
          const typed = withPaste(written, written + key);
          expect(typed).toBe(written + key);
          written = typed;
        }
        // And taken away again.
        const less = Array.from(written).slice(0, -1).join('');
        expect(withPaste(written, less)).toBe(less);
      },
    ),
  );
});

test('a title is one line, whatever is pasted into it', () => {
  expect(asLine('', '停水\r\n　　通知\u200b')).toBe('停水 通知');
  expect(asLine('周四', '周四停水')).toBe('周四停水');
});

describe('the first line is offered as the title', () => {
  test('when it is short and something follows', () => {
    expect(titleIn('周四停水\n\n上午九点开始。\n下午恢复。')).toEqual({
      title: '周四停水',
      body: '上午九点开始。\n下午恢复。',
    });
    expect(titleIn('\n 【通知】周四停水 \n上午九点')).toEqual({ title: '【通知】周四停水', body: '上午九点' });
  });

  test.each([
    ['there is but one line', '周四停水'],
    ['nothing follows it', '周四停水\n \n'],
    ['it greets', '各位居民朋友：\n周四停水。'],
    ['it is a sentence', '周四上午停水。\n请接水。'],
    ['it is long', `${'停水'.repeat(21)}\n请接水`],
    ['there is nothing', ''],
  ])('not when %s', (_, body) => {
    expect(titleIn(body)).toBeNull();
  });
});
