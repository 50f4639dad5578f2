import { newId, randomName } from '../../cloud/kit/ids';
import { createSeal } from '../../cloud/kit/seal';
import { signIn, type Door } from '../../cloud/people';
import type { Call } from '../../types';
import type { Persona } from '../../types/session';
import { clientId, draftOf, DWELL_MS, type Town } from './town';

/** 方元社区 and 沿江社区, next to 江畔, switched off in the demo city; 东原街道 above them; 松花江街道 in another district. */
export const FANGYUAN = '230104009001';
export const YANJIANG = '230104009006';
export const DONGYUAN_STREET = '230104009';
export const SONGHUAJIANG_STREET = '230103010';
export const HARBIN = '2301';

/** WeChat's scenes: a card in a group chat, and the two of a subscription message. */
export const FROM_GROUP = 1044;
export const FROM_MESSAGE = [1014, 1107];

/** Switches communities on, as the platform's operator does. */
export const switchOn = async (town: Town, ...codes: string[]): Promise<void> => {
  await town.db.updateTable('node').set({ is_open: true }).where('code', 'in', codes).execute();
};

/** A notice published now for 江畔, or as given, by the editor of the city. @returns its id */
export const published = async (town: Town, given: object = {}): Promise<string> =>
  (await town.as('editor').notices.publish(draftOf(given))).notice.id;

/** Opens a notice as a reader and returns the ticket. */
export async function ticketOf(call: Call, noticeId: string, came: { card?: string; scene?: number } = {}) {
  const { readTicket } = await call.notices.open({ noticeId, ...came });
  if (readTicket === null) throw new Error('Expected a read ticket');
  return readTicket;
}

/** Tickets of many openings, ripe to be credited. */
export async function ripeTickets(town: Town, openings: { call: Call; noticeId: string; scene?: number }[]) {
  const tickets = await Promise.all(
    openings.map(({ call, noticeId, scene }) => ticketOf(call, noticeId, scene === undefined ? {} : { scene })),
  );
  town.clock.advance(DWELL_MS);
  return openings.map(
    ({ call }, i) =>
      () =>
        call.notices.credit({ readTicket: tickets[i] ?? '' }),
  );
}

/** What an editor fills in for a campaign of 方元: four days from 2 October, or as given. */
export const campaignOf = (given: object = {}) => ({
  clientId: clientId(),
  nodeCode: HARBIN,
  name: '读通知领鸡蛋',
  firstDay: '2026-10-02',
  lastDay: '2026-10-05',
  cap: 10,
  communities: [{ code: FANGYUAN }],
  ...given,
});

/** The way in for the demo city's people, and nobody else. */
export const demoDoor = ({ db }: Pick<Town, 'db'>): Door => ({
  db,
  demo: true,
  seal: createSeal(Buffer.alloc(32, 7)),
  wechat: undefined,
});

/** Another phone of the same persona: a session of its own. */
export async function anotherPhone(town: Town, persona: Persona): Promise<Call> {
  const { token } = await signIn(demoDoor(town), { demo: { persona } }, town.clock.now());
  return town.as({ token });
}

export async function idOf(call: Call): Promise<string> {
  const { person } = await call.session.me({});
  if (!person) throw new Error('Expected a signed-in person');
  return person.id;
}

/** A picture that this person has uploaded. @returns its id */
export async function pictureOf(town: Town, owner: string, stored = true): Promise<string> {
  const now = town.clock.now();
  const id = newId(now);
  const token_hash = Buffer.from(randomName());
  const size = { width: 1200, height: 900 };
  await town.db
    .insertInto('file')
    .values({
      id,
      owner_id: owner,
      key: randomName(16),
      token_hash,
      ...size,
      created_at: now,
      stored_at: stored ? now : null,
    })
    .execute();
  return id;
}

/** How many rows a table has: nothing changed when it is the same before and after. */
export async function rowsOf(
  town: Town,
  table: 'notice' | 'notice_read' | 'notice_open' | 'egg' | 'campaign' | 'card' | 'audit' | 'merchant_word',
) {
  const { n } = await town.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}
