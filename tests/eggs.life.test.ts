import { createHash, createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import { sharedSecret } from '../cloud/kit/secret';
import { auditLedger } from '../cloud/ledger';
import type { Call } from '../types';
import { campaignOf, FANGYUAN, published, switchOn, YANJIANG } from './kit/acts';
import { verify } from './kit/books';
import { repeatable } from './kit/chance';
import { CallError, clientId, openTown, read, type Town } from './kit/town';

/**
 * A whole campaign walked at random: reads, pauses, deliveries, pick-ups by code, by proxy, from the list and offline, corrections, what
 * breaks and what goes back, and every night the books. Whatever happens, the sums agree, no count is below nothing, and what was
 * closed stays what it was.
 */
let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
});
afterAll(() => town.close());

const HOMES = [FANGYUAN, YANJIANG];
const DAYS = 7;
const ACTS_A_DAY = 45;
type Somebody = Awaited<ReturnType<Town['person']>>;

/** What a walk does may be refused, and nothing else may go wrong. @returns the answer, unless it was refused */
const tried = async <T>(call: Promise<T>): Promise<T | null> =>
  call.catch((error: unknown) => {
    if (error instanceof CallError && error.refusal !== 'fault') return null;
    throw error;
  });

test('a campaign walked at random: the sums agree, and the books are what was closed', async () => {
  await repeatable(async (next) => {
    const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
    const upTo = (n: number): number => 1 + Math.floor(next() * n);
    const day = (n: number): string => `2026-10-0${2 + n}`;
    const editor = town.as('editor').eggs;
    const pickUps = Array.from({ length: DAYS - 2 }, (_, n) => ({ day: day(n + 2), hours: '上午', at: '居委会' }));
    const { campaign } = await editor.createCampaign(
      campaignOf({ communities: [{ code: FANGYUAN, stock: 25 }, { code: YANJIANG }], cap: 3, pickUps, reserve: 10 }),
    );
    const campaignId = campaign.id;
    const act = () => ({ clientId: clientId(), campaignId });
    const people: (Somebody & { home: string })[] = [];
    for (const home of HOMES) for (let n = 0; n < 9; n++) people.push({ ...(await town.person({ home })), home });
    const staff = new Map<string, Call[]>();
    for (const home of HOMES)
      staff.set(home, [
        (await town.person({ roles: [['gridworker', home]] })).call,
        (await town.person({ roles: [['secretary', home]] })).call,
      ]);
    const bringer = (await town.person({ roles: [['editor', '2301']] })).call.eggs;
    const notices: string[] = [];
    /** What a desk without a network wrote down and nobody has taken in, by its community. */
    const noted = new Map<string, Parameters<Call['eggs']['mergeDesk']>[0]['handings']>(
      HOMES.map((home) => [home, []]),
    );
    const numbers = new Map<string, number>();
    const codeOf = async (who: Somebody) => {
      const code = await tried(who.call.eggs.pickUpCode({ campaignId }));
      if (code) numbers.set(who.id, code.number);
      return code;
    };

    const acts: Record<
      string,
      (at: { home: string; there: { campaignId: string; communityCode: string } }) => Promise<unknown>
    > = {
      async read({ home }) {
        if (notices.length === 0 || next() < 0.3)
          notices.push(await published(town, { clientId: clientId(), communityCode: one(HOMES) }));
        const who = one(people.filter((person) => person.home === home));
        return tried(read(town, who.call, one(notices)));
      },
      bring: ({ there }) => tried(bringer.bring({ ...there, clientId: clientId(), count: upTo(12) })),
      async sign({ home, there }) {
        const { moves } = await bringer.manifest(there);
        const open = moves.filter((move) => move.signedAt === null);
        if (open.length === 0) return;
        const move = one(open);
        const signing = { clientId: clientId(), communityCode: home, moveId: move.id, counted: upTo(move.said + 1) };
        return move.kind === 'delivered'
          ? tried(one(staff.get(home) ?? []).eggs.signDelivery(signing))
          : tried(bringer.signReturn(signing));
      },
      takeOut: ({ home, there }) =>
        tried(
          one(staff.get(home) ?? []).eggs.takeOut({
            ...{
              ...there,
              clientId: clientId(),
              kind: one(['returned', 'broken']),
              count: upTo(3),
              note: '随机走一走',
            },
          }),
        ),
      async hand({ home, there }) {
        const who = one(people.filter((person) => person.home === home));
        const desk = one(staff.get(home) ?? []).eggs;
        const shown = await codeOf(who);
        const ticket = shown && (await tried(desk.readCode({ ...there, code: shown.codes[0] ?? '' })));
        if (!ticket) return;
        const handing = { ...there, clientId: clientId(), ticket: ticket.ticket, count: upTo(3) };
        // Now and then the phone did not hear the answer, or two desks read the one code.
        await Promise.all((next() < 0.3 ? [handing, handing] : [handing]).map((one) => tried(desk.hand(one))));
        if (next() < 0.3) await tried(desk.hand({ ...handing, clientId: clientId() }));
        town.clock.advance(31_000);
      },
      async list({ home, there }) {
        const [first, second] = staff.get(home) ?? [];
        const number = numbers.get(one(people).id) ?? 1;
        const written = await tried(first!.eggs.handByList({ ...there, clientId: clientId(), number, count: upTo(2) }));
        if (!written) return;
        const deciding = { ...there, clientId: clientId(), handingId: written.handing.id, agree: next() < 0.8 };
        return Promise.all([tried(second!.eggs.confirmHanding(deciding)), tried(first!.eggs.confirmHanding(deciding))]);
      },
      async note({ home }) {
        const shown = await codeOf(one(people.filter((person) => person.home === home)));
        if (!shown) return;
        const at = town.clock.now().toISOString();
        const line = { clientId: clientId(), code: shown.codes[0] ?? '', count: upTo(3), at };
        noted.get(home)?.push(line, ...(next() < 0.3 ? [{ ...line, clientId: clientId() }] : []));
      },
      async merge({ home, there }) {
        const handings = noted.get(home) ?? [];
        if (handings.length === 0) return;
        const merging = { ...there, clientId: clientId(), handings };
        const [desk] = staff.get(home) ?? [];
        const merged = await tried(desk!.eggs.mergeDesk(merging));
        // Whether or not it heard the answer, the phone may send it all again.
        if (next() < 0.3) await tried(desk!.eggs.mergeDesk({ ...merging, clientId: clientId() }));
        if (merged) noted.set(home, []);
      },
      async correct({ home, there }) {
        const [first, second] = staff.get(home) ?? [];
        const number = numbers.get(one(people).id) ?? 1;
        const kind = one(['lay', 'unlay', 'uncollect'] as const);
        const asked = await tried(
          first!.eggs.askCorrection({ ...act(), ...there, number, kind, day: day(upTo(4) - 1), reason: '随机走一走' }),
        );
        if (!asked) return;
        await tried(
          second!.eggs.decideCorrection({
            ...{ clientId: clientId(), communityCode: home, correctionId: asked.correction.id, agree: next() < 0.8 },
          }),
        );
      },
      async rest() {
        await tried(editor.pauseCampaign({ ...act(), reason: '歇一歇' }));
        const who = one(people);
        if (notices.length > 0) await tried(read(town, who.call, one(notices)));
        await tried(editor.resumeCampaign(act()));
      },
      wait: async () => town.clock.advance(upTo(20) * 60_000),
    };
    const often = [...'rrrrrrbsshhhhhhlnnmctwe'].map(
      (letter) =>
        ({
          ...{ r: 'read', b: 'bring', s: 'sign', h: 'hand', l: 'list', n: 'note', m: 'merge', c: 'correct' },
          ...{ t: 'takeOut', w: 'wait', e: 'rest' },
        })[letter] ?? 'read',
    );

    const published_ = new Map<string, string>();
    for (let n = 0; n < DAYS; n++) {
      town.clock.at(`${day(n)} 08:00:00`);
      for (let done = 0; done < ACTS_A_DAY; done++) {
        const home = one(HOMES);
        await acts[one(often)]?.({ home, there: { campaignId, communityCode: home } });
      }
      await agreed(campaignId, people);
      town.clock.at(`${day(n + 1)} 00:06:00`);
      // Two processes have the same chore.
      await Promise.all([1, 2].map(async () => town.app.chores.books?.work(() => true)));
      const { heads } = await town.as(null).eggs.heads({ campaignId });
      // What was published once is published for ever.
      for (const [known, hash] of published_) expect(heads.find((head) => head.day === known)?.hash).toBe(hash);
      for (const head of heads) published_.set(head.day, head.hash);
    }
    expect([...published_.keys()].sort()).toEqual(await daysToClose(campaignId));
    await provenFromADump(campaignId, published_);
    await provenByTheirOwn(campaignId, people, published_);
    await anyByteIsFound(campaignId);
  });
}, 240_000);

/** The counters, the entries, what residents see and what staff see say one thing. */
async function agreed(campaignId: string, people: readonly (Somebody & { home: string })[]): Promise<void> {
  expect(await drift(town.db)).toEqual([]);
  const { standings } = await town.as('editor').eggs.campaign({ campaignId });
  for (const { community, promised, delivered, collected, returned, broken, open, uncollected } of standings) {
    expect(delivered).toBe(collected + returned + broken + open);
    expect(promised).toBe(collected + uncollected);
    const calendars = await Promise.all(
      people.filter(({ home }) => home === community.code).map(({ call }) => call.eggs.calendar({})),
    );
    const sum = (of: 'count' | 'collected'): number => calendars.reduce((all, one) => all + one[of], 0);
    expect([sum('count'), sum('collected')]).toEqual([promised, collected]);
    for (const { count, cap } of calendars) expect(count).toBeLessThanOrEqual(cap);
  }
}

/** Every day of a campaign is closed, and after its last the days until the last thing that was written; a still day makes no close. */
async function daysToClose(campaignId: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select d::date::text as day from campaign c, generate_series(c.first_day, greatest(c.last_day,
      (select max((at at time zone 'Asia/Shanghai')::date) from ledger_entry where book = 'egg' and item_id = c.id)), interval '1 day') d
    where c.id = ${campaignId}::bigint order by d`.execute(town.db);
  return rows.map(({ day }) => day);
}

const sha = (kind: number, ...parts: Uint8Array[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(kind), ...parts]))
    .digest();
/** RFC 6962 in its own words: the largest power of two below the number of leaves stands on the left. */
function merkle(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0]!;
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha(1, merkle(leaves.slice(0, half)), merkle(leaves.slice(half)));
}

/** Makes every published hash again from the rows as they lie in the database, by mathematics that stands in this file. */
async function provenFromADump(campaignId: string, published_: ReadonlyMap<string, string>): Promise<void> {
  const key = await sharedSecret(town.db, 'ledger');
  const { rows } = await sql<{ day: string; community: string; line: string; entry: string }>`
    select l.day::text as day, l.community_id as community, l.entry, coalesce(
      'laid ' || l.entry || ' community=' || e.community_id || ' number=' || e.number || ' notice=' || e.notice_id || ' open=' || e.open_id
        || ' at=' || to_char(e.laid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      m.reason || ' ' || m.id || ' community=' || m.community_id || ' campaign=' || m.item_id || ' amount=' || m.amount || ' ref=' || coalesce(m.ref, 0)
        || ' at=' || to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as line
    from ledger_leaf l
      left join egg e on l.entry = 'egg/' || e.campaign_id || '/' || e.person_id || '/' || e.day
      left join ledger_entry m on m.id = l.entry and m.community_id = l.community_id
    where l.campaign_id = ${campaignId}::bigint order by l.day, l.community_id, l.position`.execute(town.db);
  const before = new Map<string, Buffer>();
  let head: Buffer = Buffer.alloc(32);
  for (const [nth, day] of [...published_.keys()].sort().entries()) {
    const seals = HOMES.slice()
      .sort()
      .map((community) => {
        const lines = rows.filter((row) => row.day === day && row.community === community);
        const leaves = lines.map(({ line, entry }) =>
          sha(0, Buffer.from(line), createHmac('sha256', key).update(`salt ${entry}`).digest().subarray(0, 16)),
        );
        const text = `${campaignId}/${community}/${day}/${nth + 1}/${lines.length}`;
        const seal = sha(2, Buffer.from(text), before.get(community) ?? Buffer.alloc(32), merkle(leaves));
        before.set(community, seal);
        return { seal, entries: lines.length };
      });
    const entries = seals.reduce((sum, one) => sum + one.entries, 0);
    head = sha(2, Buffer.from(`${campaignId}/${day}/2/${entries}`), head, merkle(seals.map(({ seal }) => seal)));
    expect([day, head.toString('hex')]).toEqual([day, published_.get(day)]);
  }
  // The walk came past all that matters.
  for (const reason of ['laid', 'delivered', 'collected'])
    expect(rows.filter(({ line }) => line.startsWith(`${reason} `)).length).toBeGreaterThan(2);
}

/** Some residents check their own receipts by the script that anyone may run. */
async function provenByTheirOwn(
  campaignId: string,
  people: readonly Somebody[],
  published_: ReadonlyMap<string, string>,
): Promise<void> {
  let checked = 0;
  for (const { call } of people) {
    const { days } = await call.eggs.calendar({});
    const laid = days.find(({ state }) => state === 'laid');
    if (!laid || checked >= 3) continue;
    const receipt = await call.eggs.receipt({ campaignId, day: laid.day });
    const closed = receipt.proof?.head.text.split('/')[1] ?? '';
    expect(verify(receipt, published_.get(closed) ?? '')).toMatchObject({ ok: true });
    checked++;
  }
  expect(checked).toBeGreaterThan(0);
}

/** Whoever could write in the database and changed one thing of one entry is found out; what they changed is put back. */
async function anyByteIsFound(campaignId: string): Promise<void> {
  const key = await sharedSecret(town.db, 'ledger');
  expect(await auditLedger(town.db, key, campaignId)).toEqual([]);
  const bends = [
    ['ledger_entry', sql`amount = amount + 1`],
    ['ledger_entry', sql`ref = coalesce(ref, 0) + 1`],
    ['ledger_entry', sql`at = at + interval '1 millisecond'`],
    ['ledger_entry', sql`reason = case reason when 'broken' then 'returned' else 'broken' end`],
    ['egg', sql`notice_id = notice_id + 1`],
    ['egg', sql`laid_at = laid_at - interval '1 millisecond'`],
  ] as const;
  for (const [table, bend] of bends) {
    const where = sql`where ctid = (select t.ctid from ${sql.table(table)} t where ${sql.ref(table === 'egg' ? 't.campaign_id' : 't.item_id')} = ${campaignId}::bigint limit 1)`;
    await town.db
      .transaction()
      .execute(async (tx) => {
        await sql`alter table ${sql.table(table)} disable trigger stay`.execute(tx);
        await sql`update ${sql.table(table)} set ${bend} ${where}`.execute(tx);
        expect((await auditLedger(tx, key, campaignId)).length).toBeGreaterThan(0);
        throw new Error('put back');
      })
      .catch((error: Error) => expect(error.message).toBe('put back'));
  }
  expect(await auditLedger(town.db, key, campaignId)).toEqual([]);
}
