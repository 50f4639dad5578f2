import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../kit/refuse';

/** Longer than this after the opening, a ticket is worth nothing: the person reads again from a fresh one. */
const LIFE_MS = 6 * 3_600_000;

/** A newcomer's slip is a receipt and no ticket: it stands for an open of nobody, and is never credited. */
export const NOBODY = '-';
/** A receipt is for the phone that signs in while the page is still opening. */
const RECEIPT_LIFE_MS = 60_000;

/** What a read ticket says. It is the receipt of one open, and good for one credit. */
export interface Ticket {
  community: string;
  notice: string;
  /** The open it stands for. */
  open: string;
  person: string;
  openedAt: number;
  card?: string | undefined;
  scene?: number | undefined;
}

/** `payload.mac`: the fields in order, and an HMAC-SHA256 over them. Nothing in it is secret; it only cannot be made. */
export function writeTicket(secret: Buffer, t: Ticket): string {
  const fields = [t.community, t.notice, t.open, t.person, t.openedAt, t.card ?? '', t.scene ?? ''];
  const payload = Buffer.from(fields.join(' ')).toString('base64url');
  return `${payload}.${macOf(secret, payload).toString('base64url')}`;
}

/**
 * Reads a ticket back. Whether it is its bearer's own is for the caller to say.
 * @throws Refusal `ticket.forged`, `ticket.expired`, `ticket.early`, in this order
 */
export function checkTicket(secret: Buffer, shown: string, now: Date, dwellMs: number): Ticket {
  const ticket = readSlip(secret, shown);
  if (!ticket || ticket.person === NOBODY) return refuse('ticket.forged');
  const age = now.getTime() - ticket.openedAt;
  if (age > LIFE_MS) refuse('ticket.expired');
  if (age < dwellMs) refuse('ticket.early');
  return ticket;
}

/** The open that a receipt stands for, if it is of this notice and a moment ago; else it is as if none was shown. */
export function checkReceipt(
  secret: Buffer,
  shown: string,
  { community, notice, at }: { community: string; notice: string; at: Date },
): Ticket | null {
  const slip = readSlip(secret, shown);
  if (slip?.person !== NOBODY || slip.community !== community || slip.notice !== notice) return null;
  return at.getTime() - slip.openedAt > RECEIPT_LIFE_MS ? null : slip;
}

/** What was really written by us, or null. */
function readSlip(secret: Buffer, slip: string): Ticket | null {
  const [payload = '', mac = '', more] = slip.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(secret, payload);
  // The last character of a base64url text has spare bits, so the text is compared as well as the bytes.
  const genuine = given.length === right.length && timingSafeEqual(given, right) && mac === right.toString('base64url');
  if (more !== undefined || !genuine) return null;

  const [community = '', notice = '', open = '', person = '', openedAt = '', card = '', scene = ''] = Buffer.from(
    payload,
    'base64url',
  )
    .toString()
    .split(' ');
  return {
    ...{ community, notice, open, person },
    openedAt: Number(openedAt),
    card: card || undefined,
    scene: scene === '' ? undefined : Number(scene),
  };
}

const macOf = (secret: Buffer, payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();
