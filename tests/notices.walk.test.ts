import type { Call } from '../types';
import type { NoticeState } from '../types/notices';
import { DONGYUAN_STREET, HARBIN } from './kit/acts';
import { repeatable } from './kit/chance';
import { clientId, draftOf, DWELL_MS, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

/**
 * A walk over the life of notices: at every step somebody does something at random, often something that is not allowed,
 * while a small model says what must come of it. After each step the feed, the desk and the figures are held against the
 * model. WALK_SEED repeats a walk that failed.
 */
const STEPS = 320;
const PLACES = [JIANGPAN, DONGYUAN_STREET, HARBIN];

/** What the model knows of a notice. */
interface Known {
  id: string;
  place: string;
  title: string;
  publishAt: number | null;
  pinned: boolean;
  versions: string[];
  reason: string | null;
  /** Withdrawn after people had seen it. */
  cameOut: boolean;
  readers: Set<Call>;
  opens: number;
}

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await town.db.updateTable('notice').set({ withdrawn_at: town.clock.now(), withdrawn_reason: '走一遍之前' }).execute();
});
afterAll(() => town.close());

test(
  `whatever staff and readers do to notices in ${STEPS} steps, feeds, desks, versions and figures say what was done`,
  () => repeatable(walk),
  120_000,
);

async function walk(next: () => number): Promise<void> {
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;

  const editor = town.as('editor');
  const street = town.as('street');
  const readers = await Promise.all(Array.from({ length: 4 }, async () => (await town.person()).call));
  const notices: Known[] = [];
  let tickets: { notice: Known; reader: Call; ticket: string; at: number }[] = [];
  let titles = 0;

  const now = (): number => town.clock.now().getTime();
  const stateOf = ({ reason, publishAt }: Known): NoticeState =>
    reason !== null ? 'withdrawn' : publishAt === null ? 'draft' : publishAt > now() ? 'scheduled' : 'published';
  const words = () => draftOf({ title: `第 ${++titles} 题` });
  const addressed = (place: string) =>
    place === JIANGPAN ? { communityCode: place } : { communityCode: undefined, nodeCode: place };
  /** Does it when the model has no objection, else expects that refusal. */
  const attempt = async <T>(objection: string | null, call: Promise<T>, then: (answer: T) => void): Promise<void> => {
    if (objection === null) then(await call);
    else expect(await refusalOf(call)).toBe(objection);
  };
  const objections = {
    // Nothing is held in a town without WeChat's content check; tests/safety.test.ts tells that part of a notice's life.
    edit: {
      held: null,
      draft: null,
      scheduled: 'notice.notDraft',
      published: 'notice.notDraft',
      withdrawn: 'notice.notDraft',
    },
    change: {
      held: null,
      draft: 'notice.notPublished',
      scheduled: null,
      published: null,
      withdrawn: 'notice.withdrawn',
    },
    open: {
      held: null,
      draft: 'notice.missing',
      scheduled: 'notice.missing',
      published: null,
      withdrawn: 'notice.missing',
    },
  } as const;

  const fresh = (id: string, place: string, title: string, publishAt: number | null): void =>
    void notices.push({
      id,
      place,
      title,
      publishAt,
      pinned: false,
      versions: [],
      reason: null,
      cameOut: false,
      readers: new Set(),
      opens: 0,
    });

  const acts: Record<string, () => Promise<void>> = {
    async draft() {
      const place = pick(PLACES);
      const input = { ...words(), ...addressed(place) };
      const { notice } = await editor.notices.draft(input);
      expect((await editor.notices.draft(input)).notice.id).toBe(notice.id);
      fresh(notice.id, place, input.title, null);
    },
    async publish() {
      const place = pick(PLACES);
      const input = { ...words(), ...addressed(place) };
      const publishAt = below(3) ? undefined : now() + (1 + below(60)) * 60_000;
      const ahead = publishAt === undefined ? {} : { publishAt: new Date(publishAt).toISOString() };
      const { notice } = await editor.notices.publish({ ...input, ...ahead });
      fresh(notice.id, place, input.title, publishAt ?? now());
    },
    async rewrite() {
      const known = pick(notices);
      const input = { ...words(), ...addressed(known.place), noticeId: known.id };
      const publishes = below(2) === 0;
      const call = publishes ? editor.notices.publish(input) : editor.notices.draft(input);
      await attempt(objections.edit[stateOf(known)], call, () => {
        known.title = input.title;
        if (publishes) known.publishAt = now();
      });
    },
    async correct() {
      const known = pick(notices);
      const { kind, title, body } = words();
      const input = { clientId: clientId(), noticeId: known.id, kind, title, body, note: '改正' };
      await attempt(objections.change[stateOf(known)], editor.notices.correct(input), ({ notice }) => {
        known.versions.unshift(known.title);
        known.title = title;
        expect(notice.version).toBe(known.versions.length + 1);
      });
    },
    async withdraw() {
      const known = pick(notices);
      const state = stateOf(known);
      const objection = state === 'draft' ? 'notice.notPublished' : null;
      const reason = `原因 ${++titles}`;
      await attempt(objection, editor.notices.withdraw({ noticeId: known.id, reason }), ({ notice }) => {
        known.cameOut ||= state === 'published';
        known.reason ??= reason;
        known.pinned = false;
        expect(notice).toMatchObject({ body: '', pinned: false, withdrawn: { reason: known.reason } });
      });
    },
    async pin() {
      const known = pick(notices);
      const pinned = below(2) === 0;
      const call = editor.notices.pin({ noticeId: known.id, pinned });
      await attempt(objections.change[stateOf(known)], call, () => void (known.pinned = pinned));
    },
    async trespass() {
      const known = pick(notices);
      const call = known.place === HARBIN ? street : pick(readers);
      expect(await refusalOf(call.notices.withdraw({ noticeId: known.id, reason: '不归我管' }))).toBe('role.missing');
    },
    async open() {
      const known = pick(notices);
      const state = stateOf(known);
      const reader = below(5) ? pick(readers) : null;
      const call = (reader ?? town.as(null)).notices.open({ noticeId: known.id });
      await attempt(
        known.cameOut ? null : objections.open[state],
        call,
        ({ notice, readTicket, readers: people, opens }) => {
          if (state === 'published') known.opens++;
          expect(notice).toMatchObject({ state, title: known.title });
          expect([people, opens]).toEqual([known.readers.size, known.opens]);
          expect(readTicket !== null).toBe(reader !== null && state === 'published');
          if (reader && readTicket) tickets.push({ notice: known, reader, ticket: readTicket, at: now() });
        },
      );
    },
    async credit() {
      const shown = tickets.length ? pick(tickets) : undefined;
      if (!shown) return;
      const { notice, reader, ticket, at } = shown;
      const early = now() < at + DWELL_MS ? 'ticket.early' : null;
      const withdrawn = stateOf(notice) === 'withdrawn' ? 'notice.withdrawn' : null;
      await attempt(
        early ?? withdrawn,
        reader.notices.credit({ readTicket: ticket }),
        ({ credited, readers: people }) => {
          expect(credited).toBe(!notice.readers.has(reader));
          notice.readers.add(reader);
          expect(people).toBe(notice.readers.size);
        },
      );
    },
    async wait() {
      town.clock.advance(pick([1_000, DWELL_MS, 60_000, 600_000]));
      tickets = tickets.filter(({ at }) => now() - at < 6 * 3_600_000);
    },
  };

  /** Newest first; within one moment, the larger id. */
  const newestFirst = (a: Known, b: Known): number =>
    (b.publishAt ?? 0) - (a.publishAt ?? 0) || (BigInt(b.id) > BigInt(a.id) ? 1 : -1);

  async function check(): Promise<void> {
    const shown = notices
      .filter((known) => stateOf(known) === 'published')
      .sort((a, b) => Number(b.pinned) - Number(a.pinned) || newestFirst(a, b));
    const feed = await town.as(null).notices.list({ communityCode: JIANGPAN, limit: 50 });
    expect(feed.notices.map(({ id, title, pinned }) => [id, title, pinned])).toEqual(
      shown.slice(0, 50).map(({ id, title, pinned }) => [id, title, pinned]),
    );
    if (notices.length > 0) await pick([checkDesk, checkVersions, checkFigures])(pick(notices));
  }

  async function checkDesk({ place }: Known): Promise<void> {
    const desk = await editor.notices.desk({ nodeCode: place, limit: 50 });
    const known = notices
      .filter((one) => one.place === place)
      .sort((a, b) => (BigInt(b.id) > BigInt(a.id) ? 1 : -1))
      .slice(0, 50)
      .map((one) => [one.id, stateOf(one), one.title, one.readers.size, one.opens]);
    const rows = desk.notices.map((row) => [row.id, row.state, row.title, row.readers, row.opens]);
    expect(rows.slice(0, known.length)).toEqual(known);
  }

  async function checkVersions(known: Known): Promise<void> {
    if (stateOf(known) === 'withdrawn') return;
    const { versions } = await editor.notices.versions({ noticeId: known.id });
    expect(versions.map(({ title }) => title)).toEqual(known.versions);
  }

  async function checkFigures(known: Known): Promise<void> {
    const figures = await editor.notices.figures({ noticeId: known.id });
    expect([figures.readers, figures.opens]).toEqual([known.readers.size, known.opens]);
    expect(figures.days.reduce((sum, day) => sum + day.opens, 0)).toBe(known.opens);
    expect(figures.days.reduce((sum, day) => sum + day.readers, 0)).toBe(known.readers.size);
  }

  await acts.draft?.();
  const names = Object.keys(acts);
  // Reading is what happens most.
  const lots = [...names, 'open', 'open', 'open', 'credit', 'credit', 'wait'];
  for (let step = 1; step <= STEPS; step++) {
    await acts[pick(lots)]?.();
    await check();
  }
  expect(notices.some(({ readers: people }) => people.size > 0)).toBe(true);
}
