import { addDays, shanghaiDay, startOfDay } from '../kit/clock';
import { words } from './words';

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

/** How much each kind of field takes, in WeChat's rules, and how a cut is shown there. A field's key begins with its kind. */
const kinds: Record<string, { most: number; cut: string }> = {
  thing: { most: 20, cut: '…' },
  character_string: { most: 32, cut: '...' },
  // Nothing but Han: an ellipsis would have the whole message refused.
  phrase: { most: 5, cut: '' },
  name: { most: 10, cut: '' },
};
const PLAIN = { most: 20, cut: '…' };

/**
 * A value as a field of WeChat's takes it: one line, cut between what people see as characters. A `time` is an instant and
 * written in Shanghai's.
 * @param key such as thing4
 */
export function fit(key: string, value: string): string {
  const kind = key.replace(/\d+$/, '');
  const line = value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (kind === 'time' || kind === 'date') return instantOf(line);
  return cut(kind === 'phrase' ? line.replace(/[^\p{Script=Han}]/gu, '') : line, kinds[kind] ?? PLAIN) || '…';
}

function cut(text: string, { most, cut: mark }: typeof PLAIN): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > most - mark.length) break;
    kept += segment;
  }
  return kept + mark;
}

/** An instant in Shanghai; what is none stays as it is. */
function instantOf(value: string): string {
  const at = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) return value || '…';
  const [day = '', time = ''] = new Date(at + 8 * HOUR_MS).toISOString().split('T');
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return words.instant(year, month, date, time.slice(0, 5));
}

/** What becomes of a message that WeChat answered with an errcode. */
export function afterRefusal(errcode: number | null): 'over' | 'later' | 'dead' {
  // The person took the consent back in WeChat itself.
  if (errcode === 43101) return 'over';
  // Busy, too many at once, over a rate; or our token was not taken, which says nothing of the message.
  if (errcode !== null && [-1, 43108, 45009, 45011, 40001, 40014, 42001].includes(errcode)) return 'later';
  return 'dead';
}
