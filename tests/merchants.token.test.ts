import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { randomName } from '../cloud/kit/ids';
import { createTokens } from '../cloud/merchants';

const tokens = createTokens(createHmac('sha256', 'a key').digest());
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const anySerial = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 16, maxLength: 16 });

test('a token says which badge it is of, and fits a mini-program code with a letter before it', () => {
  expect(tokens.of(randomName(12))).toMatch(/^[\w-]{28}$/);
  fc.assert(fc.property(anySerial, (serial) => expect(tokens.read(tokens.of(serial))).toBe(serial)));
});

test('a token that was altered in any one place is none', () => {
  const token = tokens.of(randomName(12));
  for (let at = 0; at < token.length; at++)
    for (const letter of LETTERS) {
      const altered = token.slice(0, at) + letter + token.slice(at + 1);
      expect([altered, tokens.read(altered)]).toEqual([altered, altered === token ? token.slice(0, 16) : null]);
    }
});

test('a token of another key is none', () => {
  const others = createTokens(createHmac('sha256', 'another key').digest());
  fc.assert(fc.property(anySerial, (serial) => expect(tokens.read(others.of(serial))).toBeNull()));
});

test('nothing else is a token, and no text makes reading one fail', () => {
  const token = tokens.of(randomName(12));
  const odd = [
    '',
    ' ',
    token.slice(0, 16),
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    ` ${token}`,
    token.repeat(2),
  ];
  for (const one of [...odd, token.toUpperCase(), 'é'.repeat(28), '\u0000'.repeat(28)])
    expect([one, tokens.read(one)]).toEqual([one, null]);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => expect(tokens.read(text)).toBeNull()));
  fc.assert(
    fc.property(fc.base64String({ minLength: 28, maxLength: 28 }), (text) => expect(tokens.read(text)).toBeNull()),
  );
});
