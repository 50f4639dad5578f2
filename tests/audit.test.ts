import { sql } from 'kysely';
import { campaignOf, FANGYUAN, idOf, published, rowsOf, switchOn } from './kit/acts';
import { clientId, draftOf, JIANGPAN, openTown, read, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

/** The audit lines that an act leaves behind. */
async function linesOf(act: () => Promise<unknown>) {
  const before = await rowsOf(town, 'audit');
  await act();
  return town.db.selectFrom('audit').selectAll().orderBy('id').offset(before).execute();
}
const secretary = () => town.as('secretary');
const correction = (noticeId: string) => ({
  clientId: clientId(),
  noticeId,
  kind: 'notice' as const,
  title: '更正',
  body: '更正',
  note: '写错了',
});

describe('the audit log', () => {
  test('has one line for every command of staff: who, when, where, what and with which words', async () => {
    const person = await idOf(secretary());
    const input = draftOf({ title: '记下来' });
    const [line, ...more] = await linesOf(() => secretary().notices.publish(input));
    expect(more).toEqual([]);
    expect(line).toMatchObject({ person_id: person, node_code: JIANGPAN, procedure: 'notices.publish' });
    expect(line?.at).toEqual(town.clock.now());
    expect(line?.input).toMatchObject({ title: '记下来', clientId: input.clientId });
    expect(line?.request_id).not.toBe('');

    const { notice } = await secretary().notices.draft(draftOf());
    const id = await published(town);
    const acts: [string, () => Promise<unknown>][] = [
      ['notices.draft', () => secretary().notices.draft(draftOf({ noticeId: notice.id }))],
      ['notices.correct', () => secretary().notices.correct(correction(id))],
      ['notices.pin', () => secretary().notices.pin({ noticeId: id, pinned: true })],
      ['notices.withdraw', () => secretary().notices.withdraw({ noticeId: id, reason: '写错了' })],
      ['eggs.createCampaign', () => town.as('editor').eggs.createCampaign(campaignOf())],
    ];
    for (const [procedure, act] of acts) expect((await linesOf(act)).map((one) => one.procedure)).toEqual([procedure]);
  });

  test('has no line for what was refused', async () => {
    const { notice } = await secretary().notices.draft(draftOf());
    const id = await published(town);
    const refused: [string, () => Promise<unknown>][] = [
      ['input.invalid', () => secretary().notices.publish(draftOf({ title: '' }))],
      ['role.missing', () => town.as('resident-1').notices.publish(draftOf())],
      ['role.missing', () => secretary().notices.publish(draftOf({ communityCode: FANGYUAN }))],
      ['notice.past', () => secretary().notices.publish(draftOf({ publishAt: '2026-01-01T00:00:00.000Z' }))],
      ['file.missing', () => secretary().notices.draft(draftOf({ pictures: ['99'] }))],
      ['notice.notPublished', () => secretary().notices.withdraw({ noticeId: notice.id, reason: '写错了' })],
      ['notice.notPublished', () => secretary().notices.correct(correction(notice.id))],
      ['role.missing', () => town.as('gridworker').notices.pin({ noticeId: id, pinned: true })],
      ['campaign.past', () => town.as('editor').eggs.createCampaign(campaignOf({ firstDay: '2026-09-30' }))],
    ];
    for (const [refusal, act] of refused)
      expect([refusal, await linesOf(async () => expect(await refusalOf(act())).toBe(refusal))]).toEqual([refusal, []]);
  });

  test('has one line for a command that was repeated, also eight times at once', async () => {
    const input = draftOf();
    const lines = await linesOf(() => Promise.all(Array.from({ length: 8 }, () => secretary().notices.publish(input))));
    expect(lines).toHaveLength(1);
  });

  test('has no line for reading, nor for what a resident does', async () => {
    const id = await published(town);
    const lines = await linesOf(async () => {
      const { call } = await town.person();
      await call.org.join({ communityCode: JIANGPAN });
      await read(town, call, id);
      await call.shares.card({ noticeId: id });
      await secretary().notices.desk({ communityCode: JIANGPAN });
      await secretary().notices.figures({ noticeId: id });
    });
    expect(lines).toEqual([]);
  });
});

describe('what has been written', () => {
  beforeAll(async () => {
    const id = await published(town);
    const { call } = await town.person({ home: JIANGPAN });
    expect(await read(town, call, id)).toMatchObject({ credited: true, egg: { day: '2026-10-01' } });
    await secretary().notices.correct(correction(id));
  });

  const tables = [
    ...['audit', 'egg', 'notice_read', 'notice_open', 'notice_version'],
    ...['agreement', 'merchant_step', 'ledger_entry'],
  ];
  const statements = tables.flatMap((table) => [
    [`delete from ${table}`],
    [`delete from ${table} where false`],
    [`update ${table} set ${table === 'audit' ? 'at = at' : 'community_id = community_id'}`],
    [`truncate ${table} cascade`],
  ]);

  test.each(statements)('stays as written: %s is refused by the database itself', async (statement) => {
    const content = async () =>
      (
        await sql<{
          all: string;
        }>`select md5(string_agg(t::text, ',' order by t::text)) as all from ${sql.table(statement.split(' ').find((word) => tables.includes(word)) ?? '')} t`.execute(
          town.db,
        )
      ).rows;
    const before = await content();
    expect(before[0]?.all).toEqual(expect.any(String));
    await expect(sql.raw(statement).execute(town.db)).rejects.toThrow('append-only');
    expect(await content()).toEqual(before);
  });
});
