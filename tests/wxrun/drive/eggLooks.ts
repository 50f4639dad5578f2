import { say } from '../../../src/eggs/words';
import type { Contract, Output } from '../../../types';
import type { Eggless } from '../../../types/eggs';
import type { Persona } from '../../../types/session';
import { closedDay } from '../../kit/books';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface EggLook {
  name: string;
  path: string;
  query?: Record<string, string>;
  as?: Persona;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}
type Receipt = Output<Contract['eggs']['receipt']>;
type Books = Output<Contract['eggs']['heads']>;

const { head, receipts } = closedDay([120, 86, 64, 97, 41, 33]);
/** Somebody's egg of 2 October, in a day of six communities that is closed. */
export const closed = receipts[41] as Receipt;
export const books: Books = {
  campaign: {
    ...{ ...closed.campaign, cap: 10, firstDay: '2026-10-01', lastDay: '2026-10-15' },
    pickUps: [],
  },
  heads: [{ ...head, day: '2026-10-01', entries: 318, hash: closed.proof?.head.before ?? '' }, head],
  next: '2026-10-03',
};
const { title } = closed.egg?.notice ?? { title: '' };
/** A neighbour's line in place of one's own: it is in no book. */
const forged: Receipt = {
  ...closed,
  ...(closed.proof && { proof: { ...closed.proof, line: closed.proof.line.replace('open=', 'open=1') } }),
};
const without = (why: Eggless): Receipt => ({ ...closed, egg: null, proof: null, why });

const receipt = (name: string, given: Receipt, more: Partial<EggLook> = {}): EggLook => ({
  name,
  path: 'eggs/receipt/index',
  query: { campaign: closed.campaign.id, day: closed.day },
  as: 'resident-1',
  instead: { 'eggs.receipt': () => given, 'eggs.heads': () => books },
  ...more,
});
const page = (name: string, given: Books | null): EggLook => ({
  name,
  path: 'eggs/books/index',
  query: { campaign: closed.campaign.id },
  instead: { 'eggs.heads': () => given },
});

export const eggLooks: EggLook[] = [
  { name: 'calendar', path: 'eggs/calendar/index', as: 'resident-1' },
  { name: 'calendar-newcomer', path: 'eggs/calendar/index' },
  receipt('receipt-open', { ...closed, proof: null }, { sees: title }),
  receipt('receipt-closed', closed, { sees: say.receipt.closed }),
  receipt('receipt-verified', closed, { taps: [say.receipt.check], sees: say.receipt.good }),
  receipt('receipt-failed', forged, { taps: [say.receipt.check], sees: say.receipt.bad }),
  receipt('receipt-no-heads', closed, {
    taps: [say.receipt.check],
    instead: { 'eggs.receipt': () => closed, 'eggs.heads': () => null },
  }),
  receipt('receipt-unread', without('unread'), { sees: say.receipt.appeal }),
  receipt('receipt-today', without('today'), { sees: say.receipt.yetToday }),
  receipt('receipt-homeless', without('homeless'), { sees: say.find }),
  receipt('receipt-offline', closed, { instead: { 'eggs.receipt': () => null } }),
  receipt('receipt-missing', closed, { instead: { 'eggs.receipt': () => 'campaign.missing' } }),
  { name: 'receipt-newcomer', path: 'eggs/receipt/index', query: { campaign: '41', day: '2026-10-02' } },
  { name: 'receipt-bad-link', path: 'eggs/receipt/index', query: { campaign: 'x' } },
  page('books', books),
  page('books-none', { ...books, heads: [], next: null }),
  page('books-offline', null),
];
/** These differ from another look by a few words alone. */
export const alikeEggs = ['receipt-today', 'receipt-homeless', 'receipt-missing', 'receipt-bad-link', 'books-offline'];
