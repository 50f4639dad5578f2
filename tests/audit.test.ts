import { sql } from 'kysely';
import { campaignOf, FANGYUAN, idOf, published, rowsOf, switchOn, pictureOf } from './kit/acts';
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

  test('has one line for what staff do with a report, and in none of them what a resident wrote', async () => {
    const { call } = await town.person({ home: JIANGPAN });
    const { report } = await call.reports.file({ clientId: clientId(), text: '楼道灯坏了' });
    const reportId = report.id;
    const said = (text: string) => ({ clientId: clientId(), reportId, text });
    const pictures = [await pictureOf(town, await idOf(secretary()))];
    const acts: [string, () => Promise<unknown>][] = [
      ['reports.claim', () => secretary().reports.claim({ reportId })],
      ['reports.pause', () => secretary().reports.pause({ reportId, reason: '问物业' })],
      ['reports.resume', () => secretary().reports.resume({ reportId })],
      ['reports.reply', () => call.reports.reply(said('居民的话'))],
      ['reports.reply', () => secretary().reports.reply(said('收到'))],
      ['reports.contact', () => secretary().reports.contact(said('没人接'))],
      ['reports.whistle', () => secretary().reports.whistle(said('要协调'))],
      ['reports.close', () => secretary().reports.close({ ...said('换好了'), pictures })],
      ['reports.object', () => call.reports.object(said('居民的话'))],
      ['reports.reply', () => secretary().reports.reply(said('再去'))],
      ['reports.close', () => secretary().reports.close({ ...said('又换了'), pictures })],
      ['reports.agree', () => call.reports.agree({ reportId })],
      ['reports.rate', () => call.reports.rate({ reportId, score: 9, words: '居民的话' })],
    ];
    for (const [procedure, act] of acts) {
      const lines = await linesOf(act);
      expect(lines.map((one) => [one.procedure, one.node_code])).toEqual([[procedure, JIANGPAN]]);
      expect(lines[0]?.input).toMatchObject({ reportId });
      expect(JSON.stringify(lines[0]?.input)).not.toContain('居民的话');
    }
  });

  test('has of what staff entered neither whom they spoke with nor what was said, and a line for each look at it', async () => {
    const caller = { called: '王大娘', phone: '13800001234' };
    const said = { text: '大娘的话', place: { words: '大娘的楼' } };
    const entered = { clientId: clientId(), communityCode: JIANGPAN, way: 'phone' as const, caller, ...said };
    let reportId = '';
    const lines = await linesOf(async () => {
      reportId = (await secretary().reports.enter(entered)).report.id;
      for (let n = 0; n < 2; n++) await secretary().reports.caller({ reportId });
      await secretary().reports.reply({ clientId: clientId(), reportId, text: '收到' });
      const pictures = [await pictureOf(town, await idOf(secretary()))];
      await secretary().reports.close({ clientId: clientId(), reportId, text: '换好了', pictures });
      const heard = { clientId: clientId(), reportId, agreed: true, text: '大娘的评价' };
      await town.as('gridworker').reports.heard(heard);
    });
    expect(lines.map(({ procedure, node_code }) => [procedure, node_code])).toEqual(
      ['enter', 'caller', 'caller', 'reply', 'close', 'heard'].map((verb) => [`reports.${verb}`, JIANGPAN]),
    );
    expect(JSON.stringify(lines)).not.toMatch(/大娘|13800001234/);
    expect(lines[0]?.input).toMatchObject({ communityCode: JIANGPAN, way: 'phone' });
    expect(lines[1]?.input).toEqual({ reportId });
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
      await call.reports.file({ clientId: clientId(), text: '楼道灯坏了' });
      await call.reports.comment({ clientId: clientId(), noticeId: id, text: '几点来水' });
      await secretary().reports.inbox({ communityCode: JIANGPAN });
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
    await call.reports.file({ clientId: clientId(), text: '楼道灯坏了' });
  });

  const tables = [
    ...['audit', 'egg', 'notice_read', 'notice_open', 'notice_version'],
    ...['agreement', 'merchant_step', 'ledger_entry', 'report_line'],
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
