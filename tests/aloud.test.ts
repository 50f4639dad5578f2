import fc from 'fast-check';
import type { Voice } from '../src/kit/voice';
import { Aloud, breathsOf } from '../src/notices/aloud';

const spoken = (text: string): string => [...text].filter((mark) => /[\p{L}\p{N}]/u.test(mark)).join('');

test('a text in breaths loses no word, says none twice, and no breath is more than WeChat’s speech takes', () => {
  const marks = fc.constantFrom('，', '。', '\n', '！', ' ', '停', '水', '𠮷', 'a', '9', '；', '“', '”');
  const text = fc.oneof(
    fc.array(marks, { maxLength: 2_000 }).map((all) => all.join('')),
    fc.integer({ min: 0, max: 1_500 }).map((n) => '水'.repeat(n)),
    fc.integer({ min: 0, max: 900 }).map((n) => '𠮷'.repeat(n)),
    fc.string({ unit: 'grapheme', maxLength: 800 }),
  );
  fc.assert(
    fc.property(text, (given) => {
      const breaths = breathsOf(given);
      expect(spoken(breaths.join(''))).toBe(spoken(given));
      for (const breath of breaths) {
        expect(new TextEncoder().encode(breath).length).toBeLessThanOrEqual(1_000);
        expect(breath.isWellFormed()).toBe(given.isWellFormed());
      }
    }),
  );
});

test('a breath ends with a sentence where that fits', () => {
  const sentence = `${'周'.repeat(99)}。`;
  expect(breathsOf(sentence.repeat(5)).map(({ length }) => length)).toEqual([300, 200]);
  expect(breathsOf('停水。\n\n。。。')).toEqual(['停水。\n\n。。。']);
  expect(breathsOf('。！')).toEqual([]);
});

test('stopped and begun again, only the second reading goes on', async () => {
  const said: string[] = [];
  let finish: ((isSaid: boolean) => void)[] = [];
  const voice: Voice = {
    speak: (text) =>
      new Promise((tell) => {
        said.push(text);
        finish.push(tell);
      }),
    stop: () => undefined,
  };
  const aloud = new Aloud(voice);
  const sentence = (of: string) => `${of.repeat(250)}。`;
  const first = aloud.start(sentence('一') + sentence('二'));
  aloud.stop();
  const second = aloud.start(sentence('三'));
  for (const done of finish) done(false);
  finish = [];
  await Promise.all([first, second]);
  expect(said).toEqual([sentence('一'), sentence('三')]);
  expect(aloud.speaking).toBe(false);
});

test('a call comes in: nothing further is said into it, and it can be begun again', async () => {
  const said: string[] = [];
  let isCalled = true;
  const voice: Voice = {
    speak: (text) => {
      said.push(text);
      return Promise.resolve(!isCalled);
    },
    stop: () => undefined,
  };
  const aloud = new Aloud(voice);
  const [first, second] = ['一', '二'].map((of) => `${of.repeat(250)}。`) as [string, string];
  await aloud.start(first + second);
  expect(said).toEqual([first]);
  expect([aloud.speaking, aloud.failed]).toEqual([false, false]);
  isCalled = false;
  await aloud.start(first + second);
  expect(said).toEqual([first, first, second]);
});

test('a voice that never ends is given up, and the page says so', async () => {
  jest.useFakeTimers();
  const stop = jest.fn();
  const aloud = new Aloud({ speak: () => new Promise(() => undefined), stop });
  const reading = aloud.start('周四停水。');
  await jest.advanceTimersByTimeAsync(179_000);
  expect(aloud.speaking).toBe(true);
  await jest.advanceTimersByTimeAsync(2_000);
  await reading;
  expect([aloud.speaking, aloud.failed]).toEqual([false, true]);
  expect(stop).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});
