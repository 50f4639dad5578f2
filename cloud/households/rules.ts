import type { Standing, outcomes } from '../../types/households';
import { words } from './words';

export type Outcome = (typeof outcomes)[number];

/** An address as people write it. */
export interface Door {
  building: string;
  unit: string;
  room: string;
}

/** How a household stands with a notice: its own word first, then the newest that staff noted. */
export const standingOf = (acknowledged: boolean, newest: Outcome | null): Standing =>
  acknowledged ? 'acknowledged' : newest === 'told' ? 'assisted' : 'rest';

/** What arrives this soon was noted now, and a phone's clock has no say in it. */
const AT_ONCE_MS = 60_000;
/** A note waits on a phone for so long, or its clock is wrong. */
const MOST_WAITED_MS = 7 * 86_400_000;

/** Since when a note waited on a phone; null for one that did not. */
export function waitedSince(notedAt: string | undefined, now: Date): Date | null {
  const at = notedAt === undefined ? now.getTime() : Date.parse(notedAt);
  if (at > now.getTime() - AT_ONCE_MS) return null;
  return new Date(Math.max(at, now.getTime() - MOST_WAITED_MS));
}

export const latest = (one: Date, other: Date | null): Date => (other !== null && other > one ? other : one);

/** Two ways to write one door have one key, such as 3|2|501: 3号楼2单元501室, 三栋 2-501. */
export function sameDoor(door: Door): string {
  let building = plain(door.building);
  let unit = plain(door.unit).replace(words.door.noUnit, '');
  let room = plain(door.room);
  if (unit === '') [building, unit] = split(words.door.buildingWithUnit, building) ?? [building, unit];
  if (unit === '') [unit, room] = split(words.door.roomWithUnit, room) ?? [unit, room];
  building = bare(building, words.door.building, withoutBars(building || door.building));
  unit = bare(unit, words.door.unit, '');
  const parts = piecesOf(room).map((piece) => bare(piece, words.door.room));
  const [first = '', second = ''] = parts.map((piece) => bare(piece, words.door.unit));
  // Whoever writes 2-501, or 3-2-501, has said the entrance, and the building, with the room.
  if (parts.length === 2 && (unit === '' || unit === first)) return [building, first, parts[1]].join('|');
  const isWhole = parts.length === 3 && bare(parts[0] ?? '', words.door.building) === building;
  if (isWhole && (unit === '' || unit === second)) return [building, second, parts[2]].join('|');
  return [building, unit, parts.length === 0 ? withoutBars(room || door.room) : parts.join('-')].join('|');
}

/** As many digits as a part of an address can have. */
const DIGITS = 20;
/** What goes into an index has an end. */
const MOST = 300;

/** The order in which somebody walks: the buildings by number, in each the entrances, in each the rooms. */
export const walkOf = (door: Door): string =>
  sameDoor(door)
    .split('|')
    .map((part) => part.replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0')))
    .join(' ')
    .slice(0, MOST);

/** A part of an address that somebody looks for, as a pattern over keys: its pieces in their order; null when they are none. */
export function patternOf(q: string): string | null {
  const pieces = piecesOf(plain(q))
    .flatMap((piece) => piece.match(/\d+|[^\d]+/g) ?? [])
    .filter((piece) => !words.door.saying.test(piece))
    .map((piece) => piece.replace(/^0+(?=\d)/, ''));
  return pieces.length === 0 ? null : `%${pieces.join('%')}%`;
}

/** One line, one way to write letters and numbers, no spaces. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(words.door.numerals, arabic);

/** 二十三 is 23, 五〇一 is 501; what is no number stays. */
function arabic(numeral: string): string {
  const digit = (char: string | undefined): number => (char ? words.door.digits.indexOf(char) : 0);
  if (!/[十百]/.test(numeral))
    return Array.from(numeral, (char) => (char === '零' ? 0 : words.door.digits.indexOf(char))).join('');
  const [isNumber, hundreds, tens, ten, ones] = words.door.named.exec(numeral) ?? [];
  if (isNumber === undefined) return numeral;
  return String(digit(hundreds) * 100 + (ten ? digit(tens) || 1 : 0) * 10 + digit(ones));
}

const piecesOf = (text: string): string[] => text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((piece) => piece !== '');

const withoutBars = (text: string): string => text.replaceAll('|', '/');

/** What is left of a part without its word, such as 3 of 第3号楼; a part that is nothing but words keeps them. */
function bare(text: string, word: RegExp, otherwise = withoutBars(text)): string {
  let left = piecesOf(text).join('-').replace(words.door.first, '');
  for (let kept; (kept = word.exec(left)?.[1]) !== undefined;) left = kept;
  return left.replace(/(?<!\d)0+(?=\d)/g, '') || otherwise;
}

function split(form: RegExp, text: string): [string, string] | null {
  const [, before, after] = form.exec(text) ?? [];
  return before === undefined || after === undefined ? null : [before, after];
}

/** A number as it may be shown, mobile or landline: 138****5678, 0451-****-0109. Its middle, four digits at least, is hidden. */
export function covered(phone: string): string {
  const digits = phone.replace(/\D/g, '').length;
  const from = digits > 13 ? 4 : digits >= 11 ? digits - 8 : Math.max(0, Math.floor((digits - 4) / 2));
  const to = digits > 13 ? digits - 4 : digits >= 11 ? digits - 4 : Math.min(digits - 1, from + 4);
  let nth = -1;
  return phone.replace(/\d/g, (digit) => (++nth >= from && nth < to ? '*' : digit));
}
