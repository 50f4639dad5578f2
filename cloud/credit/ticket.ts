import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../kit/refuse';

/** Longer than this after the opening, a ticket is worth nothing: the person reads again from a fresh one. */
const LIFE_MS = 6 * 3_600_000;

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
export function checkTicket(secret: Buffer, ticket: string, now: Date, dwellMs: number): Ticket {
  const [payload = '', mac = '', more] = ticket.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(secret, payload);
  // The last character of a base64url text has spare bits, so the text is compared as well as the bytes.
  const genuine = given.length === right.length && timingSafeEqual(given, right) && mac === right.toString('base64url');
  if (more !== undefined || !genuine) refuse('ticket.forged');

  const [community = '', notice = '', open = '', person = '', openedAt = '', card = '', scene = ''] = Buffer.from(
    payload,
    'base64url',
  )
    .toString()
    .split(' ');
  const age = now.getTime() - Number(openedAt);
  if (age > LIFE_MS) refuse('ticket.expired');
  if (age < dwellMs) refuse('ticket.early');
  return {
    community,
    notice,
    open,
    person,
    openedAt: Number(openedAt),
    card: card || undefined,
    scene: scene === '' ? undefined : Number(scene),
  };
}

const macOf = (secret: Buffer, payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();
