import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HeldBack } from '../../types/pickup';
import type { FlagKind, verdicts } from '../../types/guarding';
import { codeOf, digitsOf, readCode, stepAt } from '../kit/code';

/** The decisions of handing eggs out: no database and no clock. */

/** A campaign in a community, as codes and tickets name it. */
export interface There {
  campaign_id: string;
  community_id: string;
}

/** Somebody who has a number, as far as their codes go. */
export interface Shown {
  person_id: string;
  number: number;
  /** Who picks up for them now. */
  proxy: string | null;
  /** The newest step that eggs were handed over to. */
  used: number;
}

/** Codes for an hour are given at once, for a phone whose network goes. */
export const CODES = 120;
/** A code is good in its step and in this many more. */
const GRACE = 1;
/** By as many steps the clock of a phone that noted something may be wrong. */
export const CLOCK_STEPS = 2;
const MOST_NUMBER = 9_999_999;

/** What a camera reads before a code. */
export const prefixOf = ({ campaign_id, community_id }: There): string => `${campaign_id}.${community_id}.`;

/** What a code is of: the eggs of one person, shown by themselves or by whoever picks up for them. */
const textOf = ({ campaign_id, community_id }: There, person: string, by: string): string =>
  `pickUp ${campaign_id} ${community_id} ${person}${by === person ? '' : ` ${by}`}`;

/** The codes that the desk may ask of somebody from now on, one after the other. */
export function codesOf(key: Buffer, there: There, { person_id, number }: Shown, by: string, now: Date): string[] {
  const thing = { of: textOf(there, person_id, by), number };
  return Array.from({ length: CODES }, (_, i) => codeOf(key, thing, stepAt(now) + i));
}

/** What was scanned or typed: with what a camera reads before it, or without. */
export function readShown(there: There, code: string): { number: number; digits: string } | 'code' | 'elsewhere' {
  const dot = code.lastIndexOf('.') + 1;
  const [before, bare] = [code.slice(0, dot), code.slice(dot)];
  if (before !== '' && before !== prefixOf(there)) return /^\d+\.\d{12}\.$/.test(before) ? 'elsewhere' : 'code';
  return readCode(bare, MOST_NUMBER) ?? 'code';
}

/** Which step of whom digits are, and by whom they were shown. */
export interface Step {
  step: number;
  byProxy: boolean;
}

/**
 * What digits that are shown at a moment are worth. `used`: eggs were handed over to them, or to later ones; `old`: they were good
 * within the last hour, as those on a picture of a screen; `code`: they are nobody's.
 * @param slack by how many steps the clock may be wrong that says when they were shown
 */
export function stepOf(
  key: Buffer,
  there: There,
  who: Shown,
  { digits, at, slack = 0 }: { digits: string; at: Date; slack?: number },
): Step | 'used' | 'old' | 'code' {
  const now = stepAt(at);
  const oldest = now - Math.max(GRACE, slack);
  for (let step = now + slack; step >= now - slack - CODES; step--)
    for (const by of who.proxy === null ? [who.person_id] : [who.person_id, who.proxy]) {
      if (digitsOf(key, textOf(there, who.person_id, by), step) !== digits) continue;
      if (step < oldest) return 'old';
      return step <= who.used ? 'used' : { step, byProxy: by !== who.person_id };
    }
  return 'code';
}

/** Whose eggs they are is not handed out by themselves, nor by whoever picks up for them. */
export const isOwn = (actor: string, { person_id, proxy }: Pick<Shown, 'person_id' | 'proxy'>): boolean =>
  actor === person_id || actor === proxy;

/** A flag, as far as it holds eggs back. */
export interface Raised {
  kind: FlagKind;
  verdict: (typeof verdicts)[number] | null;
  reason: string | null;
}

const isStop = ({ verdict }: Raised): boolean => verdict === 'stop';

/** What of an account's flags holds its eggs back at the desk; null when nothing does. */
export function heldByFlags(flags: readonly Raised[]): 'stopped' | 'review' | null {
  if (flags.some(isStop)) return 'stopped';
  return flags.some(({ kind, verdict }) => kind === 'risk' && verdict === null) ? 'review' : null;
}

/** Why somebody gets no code: what they can do nothing about comes first. */
export function heldOf(who: { left: number; flags: readonly Raised[]; lacksPhone: boolean }): HeldBack | null {
  if (who.left === 0) return 'none';
  const flagged = heldByFlags(who.flags);
  if (flagged === 'stopped') return flagged;
  return who.lacksPhone ? 'phone' : flagged;
}

/** The words of whoever said no. */
export const reasonOf = (flags: readonly Raised[]): string | null => flags.find(isStop)?.reason ?? null;

/** Whether so many eggs may be handed over; the refusal when not. */
export function whyNotHand(
  count: number,
  { ready, table }: { ready: number; table: number },
): 'pickup.none' | 'pickup.fewer' | 'pickup.undelivered' | null {
  if (ready === 0) return 'pickup.none';
  if (count > ready) return 'pickup.fewer';
  return count > table ? 'pickup.undelivered' : null;
}

/** How long what was read at a desk may wait to be handed over. */
export const TICKET_MS = 600_000;

/** A code that one of the staff has read. Whose it is stands in it as a number only. */
export interface Ticket extends Step {
  number: number;
  until: number;
}

const macOf = (key: Buffer, there: There, staff: string, fields: string): string =>
  createHmac('sha256', key)
    .update(`ticket ${prefixOf(there)} ${staff} ${fields}`)
    .digest('base64url');

/** Its fields in the open, and what only the cloud can make of them, of the place and of whoever read the code. */
export function writeTicket(key: Buffer, there: There, staff: string, ticket: Ticket): string {
  const fields = [ticket.number, ticket.step, ticket.byProxy ? 1 : 0, ticket.until].join('.');
  return `${fields}.${macOf(key, there, staff, fields)}`;
}

/** A ticket read back; null when it is none of theirs, of another place, or over. */
export function readTicket(key: Buffer, there: There, staff: string, shown: string, now: Date): Ticket | null {
  const [, fields = '', mac = ''] = /^(\d{1,7}\.\d{1,12}\.[01]\.\d{1,15})\.([\w-]{43})$/.exec(shown) ?? [];
  if (fields === '' || !timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, there, staff, fields)))) return null;
  const [number = 0, step = 0, byProxy = 0, until = 0] = fields.split('.').map(Number);
  return until > now.getTime() ? { number, step, byProxy: byProxy === 1, until } : null;
}

/** WeChat's word that an account is hardly somebody's own. */
const RISKY = 4;
/** As many accounts of one number, and people behind one door, are looked at: families are smaller. */
const SAME_NUMBER = 3;
const SAME_DOOR = 6;

/** What a person should look at of an account, with how many accounts it is about. */
export function flagged(of: {
  risk: number | null;
  sameNumber: number;
  sameDoor: number;
  staff: boolean;
}): { kind: FlagKind; accounts: number }[] {
  const all: { kind: FlagKind; accounts: number; is: boolean }[] = [
    { kind: 'risk', accounts: 1, is: (of.risk ?? 0) >= RISKY },
    { kind: 'sameNumber', accounts: of.sameNumber, is: of.sameNumber >= SAME_NUMBER },
    { kind: 'sameDoor', accounts: of.sameDoor, is: of.sameDoor >= SAME_DOOR },
    { kind: 'staff', accounts: 1, is: of.staff },
  ];
  return all.filter(({ is }) => is).map(({ kind, accounts }) => ({ kind, accounts }));
}
