import { figuresDrift, rollFigures } from '../cloud/figures';
import { addDays, shanghaiDay } from '../cloud/kit/clock';
import type { Figure } from '../types/figures';
import { DONGYUAN_STREET, HARBIN } from './kit/acts';
import { repeatable } from './kit/chance';
import { claimed, doorOf } from './kit/households';
import { close, gridWorker, raise, reply, type Somebody } from './kit/reports';
import { agreementOf, openShop, signerOf } from './kit/shops';
import { CallError, clientId, draftOf, JIANGPAN, openTown, read, XIAOHONG, type Town } from './kit/town';

/**
 * Everything that figures are counted from, in any order and at any hour, with rolls that are stopped in the middle: after each whole roll
 * every figure of every day is what somebody counts who reads all rows and knows no SQL, and the recount finds nothing.
 */
const STEPS = Number(process.env.WALK_STEPS ?? 156);
const EVERY = 26;
const PLACES = [JIANGPAN, XIAOHONG, DONGYUAN_STREET, HARBIN] as const;
const COMMUNITIES = [JIANGPAN, XIAOHONG] as const;
const MINUTE_MS = 60_000;

jest.setTimeout(60_000);
let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Reports that their last reporter took back, as the cloud said when they did. */
const takenBack = new Set<string>();

async function allRows() {
  const [notices, opens, reads, households, presses, words, reports, lines, agreements, steps] = await Promise.all([
    ...[town.db.selectFrom('notice').selectAll().execute()],
    town.db.selectFrom('notice_open').selectAll().execute(),
    town.db.selectFrom('notice_read').selectAll().execute(),
    town.db.selectFrom('household').selectAll().execute(),
    town.db.selectFrom('acknowledgement').selectAll().execute(),
    town.db.selectFrom('household_word').selectAll().execute(),
    town.db.selectFrom('report').selectAll().execute(),
    town.db.selectFrom('report_line').selectAll().execute(),
    town.db.selectFrom('agreement').selectAll().execute(),
    town.db.selectFrom('merchant_step').selectAll().execute(),
  ] as const);
  return { notices, opens, reads, households, presses, words, reports, lines, agreements, steps };
}
type Rows = Awaited<ReturnType<typeof allRows>>;

/** With paper and pencil. */
function byHand(rows: Rows, code: string, day: string): Figure {
  const now = town.clock.now();
  const isHere = (row: { community_id: string }) => row.community_id.startsWith(code);
  const on = (at: Date | null): boolean => at !== null && shanghaiDay(at) === day;
  const out = rows.notices.filter(
    (one) => on(one.publish_at) && one.publish_at! <= now && one.withdrawn_at === null && one.held === null,
  );

  const asked = { households: 0, of: 0 };
  for (const notice of out.filter(({ must_know }) => must_know))
    for (const door of rows.households) {
      if (door.dropped_at !== null || !isHere(door) || !door.community_id.startsWith(notice.community_id)) continue;
      const pressed = rows.presses.some(
        (one) => one.notice_id === notice.id && one.household_id === door.id && one.version >= notice.version,
      );
      const said = rows.words
        .filter((one) => one.notice_id === notice.id && one.household_id === door.id)
        .sort((a, b) => a.noted_at.getTime() - b.noted_at.getTime() || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      asked.of += 1;
      if (pressed || said.at(-1)?.outcome === 'told') asked.households += 1;
    }

  const answered = rows.reports.filter((one) => isHere(one) && on(one.first_at));
  const minutes = answered
    .flatMap(({ first_took_ms }) => (first_took_ms === null ? [] : [Number(first_took_ms)]))
    .map((ms) => Math.max(1, Math.ceil(ms / MINUTE_MS)))
    .sort((a, b) => a - b);
  const lines = rows.lines.filter((one) => isHere(one) && on(one.at));
  const taken = (step: string) => lines.filter((one) => one.step === step);
  const shops = new Set(rows.agreements.filter(isHere).map(({ merchant_id }) => merchant_id));
  const evening = day < shanghaiDay(now) ? day : shanghaiDay(now);
  const badges = [...shops].filter((shop) => {
    const covered = rows.agreements.some(
      (one) =>
        one.merchant_id === shop &&
        one.first_day <= evening &&
        evening <= one.last_day &&
        shanghaiDay(one.signed_at) <= evening,
    );
    let isOff = false;
    for (const step of rows.steps
      .filter((one) => one.merchant_id === shop && shanghaiDay(one.at) <= evening)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))) {
      if (step.act === 'suspend' || step.act === 'revoke') isOff = true;
      if (step.act === 'resume') isOff = false;
    }
    return covered && !isOff;
  });

  return {
    ...{ firstDay: day, lastDay: day, notices: out.filter(isHere).length, acknowledged: asked },
    readers: rows.reads.filter((one) => isHere(one) && one.day === day).length,
    opens: rows.opens.filter((one) => isHere(one) && one.day === day).length,
    raised: rows.reports.filter((one) => isHere(one) && on(one.filed_at) && !takenBack.has(one.id)).length,
    answered: answered.length,
    firstAnswer: {
      half: minutes[Math.ceil(minutes.length * 0.5) - 1] ?? null,
      nineOfTen: minutes[Math.ceil(minutes.length * 0.9) - 1] ?? null,
    },
    ...{ closed: taken('close').length, agreed: taken('agree').length, reopened: taken('object').length },
    score: { average: null, of: taken('rate').length },
    badges: badges.length,
  };
}

async function check(from: string): Promise<void> {
  const rows = await allRows();
  for (const nodeCode of PLACES) {
    const { periods, total } = await town.as('editor').figures.community({ nodeCode, by: 'day' });
    for (const shown of periods.filter(({ firstDay }) => firstDay >= from)) {
      const right = byHand(rows, nodeCode, shown.firstDay);
      expect({ nodeCode, ...shown }).toEqual({ nodeCode, ...right });
    }
    const weeks = await town.as('editor').figures.community({ nodeCode, by: 'week' });
    expect(weeks.total.opens).toBe(rows.opens.filter((one) => one.community_id.startsWith(nodeCode)).length);
    expect(weeks.total.badges).toBe(total.badges);
  }
  expect(await figuresDrift(town.db)).toEqual([]);
}

test(`after any ${STEPS} steps the figures are what somebody counts by hand`, () =>
  repeatable(async (next) => {
    const below = (n: number): number => Math.floor(next() * n);
    const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
    const editor = await town.person({ roles: [['editor', HARBIN]] });
    const signer = await signerOf(town);
    const staff = new Map<string, Somebody>();
    const signers = new Map<string, Somebody>();
    for (const code of COMMUNITIES) {
      staff.set(code, await gridWorker(town, { at: code }));
      signers.set(code, await town.person({ roles: [['secretary', code]] }));
    }
    let people: (Somebody & { home: string })[] = [];
    const settleIn = async () => {
      const home = pick(COMMUNITIES);
      people.push({ ...(await town.person({ home })), home });
    };
    for (let n = 0; n < 5; n++) await settleIn();
    const notices: string[] = [];
    const reports: { id: string; home: string; one: Somebody }[] = [];
    const shops: string[] = [];
    const households: { communityCode: string; householdId: string }[] = [];
    const first = shanghaiDay(town.clock.now());
    let room = 5_000;

    const acts: Record<string, () => Promise<unknown>> = {
      async publish() {
        const code = pick(PLACES);
        const where = code.length === 12 ? { communityCode: code } : { communityCode: undefined, nodeCode: code };
        const publishAt = new Date(town.clock.now().getTime() + pick([1, 90, 2_000]) * MINUTE_MS).toISOString();
        const more = { mustKnow: below(2) === 0, ...(below(4) === 0 && { publishAt }) };
        notices.push((await editor.call.notices.publish(draftOf({ ...where, ...more }))).notice.id);
      },
      unpublish: () => editor.call.notices.withdraw({ noticeId: pick(notices), reason: '发错了' }),
      correct: () =>
        editor.call.notices.correct({
          ...{ clientId: clientId(), noticeId: pick(notices), kind: 'notice', title: '改了', body: '改了。' },
          ...{ mustKnow: below(3) > 0, note: '改了' },
        }),
      open: () => town.as(null).notices.open({ noticeId: pick(notices) }),
      read: () => read(town, pick(people).call, pick(notices)),
      async raise() {
        const one = pick(people);
        reports.push({ id: (await raise(one)).id, home: one.home, one });
      },
      async comment() {
        const one = pick(people);
        const said = { clientId: clientId(), noticeId: pick(notices), text: '几点来水' };
        const { report } = await one.call.reports.comment(said);
        reports.push({ id: report.id, home: report.place.code, one });
      },
      async reply() {
        const { id, home } = pick(reports);
        await reply(staff.get(home)!, id);
      },
      async close() {
        const { id, home } = pick(reports.slice(-6));
        await reply(staff.get(home)!, id);
        await close(town, staff.get(home)!, id);
      },
      async object() {
        const { id, one } = pick(reports.slice(-6));
        await one.call.reports.object({ clientId: clientId(), reportId: id, text: '又不亮了' });
      },
      async agree() {
        const { id, one } = pick(reports);
        await one.call.reports.agree({ reportId: id });
      },
      async rate() {
        const { id, one } = pick(reports);
        await one.call.reports.rate({ reportId: id, score: 1 + below(10) });
      },
      async join() {
        await pick(people).call.reports.join({ reportId: pick(reports).id });
      },
      async takeBack() {
        const { id } = pick(reports);
        if ((await pick(people).call.reports.withdraw({ reportId: id })).withdrawn) takenBack.add(id);
      },
      async house() {
        const communityCode = pick(COMMUNITIES);
        const door = { clientId: clientId(), communityCode, ...doorOf(String(++room)) };
        const { household } = await staff.get(communityCode)!.call.households.set(door);
        households.push({ communityCode, householdId: household.id });
      },
      async confirm() {
        const one = pick(people);
        const claimId = await claimed(town, one, String(++room));
        await staff.get(one.home)!.call.households.confirm({ communityCode: one.home, claimId });
      },
      async unhouse() {
        const one = pick(households);
        await staff.get(one.communityCode)!.call.households[below(2) ? 'drop' : 'renew'](one);
      },
      acknowledge: () => pick(people).call.households.acknowledge({ noticeId: pick(notices) }),
      async told() {
        const one = pick(households);
        const said = { how: 'door' as const, outcome: pick(['told', 'away', 'undone'] as const) };
        const asked = { clientId: clientId(), ...one, noticeId: pick(notices), ...said };
        await staff.get(one.communityCode)!.call.households.told(asked);
      },
      async shop() {
        const lastDay = addDays(shanghaiDay(town.clock.now()), below(6));
        const facts = { communityCode: pick(COMMUNITIES) };
        shops.push((await openShop(town, { facts, agreement: { lastDay } })).merchant.id);
      },
      suspend: () => signer.call.merchants.suspend({ merchantId: pick(shops), reason: '正在整改' }),
      resume: () => signer.call.merchants.resume({ merchantId: pick(shops), reason: '整改好了' }),
      revoke: () =>
        below(3) === 0
          ? signer.call.merchants.revoke({ merchantId: pick(shops), reason: '搬走了' })
          : Promise.resolve(),
      async renew() {
        const lastDay = addDays(shanghaiDay(town.clock.now()), 6 + below(6));
        const { firstDay: _, seen: _seen, ...again } = await agreementOf(town, pick(shops), { lastDay });
        await signer.call.merchants.renew(again);
      },
      async leave() {
        const one = pick(people);
        await one.call.session.erase({ sure: true });
        people = people.filter((other) => other !== one);
        await settleIn();
      },
      async wait() {
        town.clock.advance(pick([1, 7, 45, 300, 700]) * MINUTE_MS + below(MINUTE_MS));
      },
      async halfRoll() {
        let left = below(6);
        await rollFigures(town.db, town.clock.now(), () => left-- > 0);
      },
    };
    /** What would soon stop everything else is done less often than the rest. */
    const rarely = ['leave', 'unpublish', 'takeBack', 'unhouse', 'revoke'];
    const names = Object.keys(acts).flatMap((name) => (rarely.includes(name) ? [name] : [name, name]));
    const done = new Map<string, number>();
    for (const name of ['publish', 'house', 'shop']) await acts[name]!();
    // Some that go through all of it, so that every walk has them.
    for (let n = 0; n < 3; n++) {
      await acts.raise!();
      const { id, home, one } = reports.at(-1)!;
      const worker = staff.get(home)!;
      await reply(worker, id);
      await close(town, worker, id);
      if (n === 0) {
        await one.call.reports.object({ clientId: clientId(), reportId: id, text: '又不亮了' });
        await reply(worker, id);
        await close(town, worker, id);
      }
      await one.call.reports.agree({ reportId: id });
      await one.call.reports.rate({ reportId: id, score: 1 + below(10) });
    }

    for (let step = 1; step <= STEPS; step++) {
      town.clock.advance(1_000 + below(5_000));
      const name = pick(names);
      try {
        await acts[name]!();
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        // What cannot be done now is refused, and changes nothing.
        if (!(error instanceof CallError)) throw error;
      }
      if (step % EVERY > 0 && step < STEPS) continue;
      await rollFigures(town.db, town.clock.now(), () => true);
      await check(first);
    }
    // A walk that did nothing has proved nothing.
    if (STEPS >= 150) expect(done.size).toBeGreaterThan(Object.keys(acts).length / 2);
    town.clock.advance(86_400_000 * 2);
    await rollFigures(town.db, town.clock.now(), () => true);
    await check(first);
  }));
