import { addDays, shanghaiDay, startOfDay } from '../kit/clock';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Messages arrive between these hours of a Shanghai day; a phone that lights up at night wakes an elder. */
const FROM_HOUR = 8;
const TO_HOUR = 21;

/** This moment, or the next morning when it is night. */
export function awake(at: Date): Date {
  const day = shanghaiDay(at);
  const hours = (at.getTime() - startOfDay(day).getTime()) / HOUR_MS;
  if (hours >= FROM_HOUR && hours < TO_HOUR) return at;
  const morning = hours < FROM_HOUR ? day : addDays(day, 1);
  return new Date(startOfDay(morning).getTime() + FROM_HOUR * HOUR_MS);
}

/** When a message that could not go out is tried again: after 1, 2, 4, 8… minutes, at most an hour, and not at night. */
export const later = (now: Date, tries: number): Date =>
  awake(new Date(now.getTime() + Math.min(2 ** (tries - 1), 60) * MINUTE_MS));

/** How much each kind of field takes, in WeChat's rules; a field's key begins with its kind. */
const most: Record<string, number> = { thing: 20, character_string: 32, phrase: 5, name: 10, number: 32 };

/**
 * A value as a field of WeChat's takes it: one line, cut with an ellipsis between what people see as characters. A `time`
 * is an instant and written in Shanghai's.
 * @param key such as thing4
 */
export function fit(key: string, value: string): string {
  const kind = key.replace(/\d+$/, '');
  if (kind === 'time' || kind === 'date') return clockOf(value);
  const plain = value.replace(/\s+/g, ' ').trim();
  const only = kind === 'phrase' ? plain.replace(/[^\p{Script=Han}]/gu, '') : plain;
  return cut(only, most[kind] ?? 20) || '…';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** An instant as 2026-10-01 10:00 in Shanghai; what is none stays as it is. */
function clockOf(value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : new Date(at + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** What becomes of a message that WeChat answered with an errcode. */
export function afterRefusal(errcode: number | null): 'over' | 'later' | 'dead' {
  // The person took the consent back in WeChat itself.
  if (errcode === 43101) return 'over';
  // Busy, too many at once, over a rate.
  if (errcode !== null && [-1, 43108, 45009, 45011].includes(errcode)) return 'later';
  return 'dead';
}
