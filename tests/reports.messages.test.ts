import { addDays } from '../cloud/kit/clock';
import { createLetters } from './kit/letters';
import {
  close,
  enter,
  gridWorker,
  HOUR_MS,
  inboxOf,
  neighbour,
  raise,
  reply,
  show,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN, refusalOf } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let worker: Visitor;
let day = '2026-10-01';
beforeAll(async () => {
  town = await openWechatTown();
  worker = (await gridWorker(town)) as Visitor;
  town.standIn.judge('违规', 'risky');
  town.standIn.judge('拿不准', 'review');
});
afterAll(() => town.close());
/** Each test has a day of its own, from ten in the morning. WeChat checks nothing for somebody who has not been here for two hours. */
beforeEach(() => {
  day = addDays(day, 1);
  town.clock.at(`${day} 10:00:00`);
  for (const openid of [worker.openid, 'openid-of-editor']) town.standIn.visit(openid);
});
const { willing, arrived, left, rows } = createLetters(() => town);
const consenting = (times = 3) => willing({ template: 'reply', times });
const send = () => town.run('messages');
const raised = (who: Somebody, given: object = {}) => raise(who, { text: '楼道灯坏了', ...given });
/** What the messages to somebody say: what was raised, and what was answered. */
const told = (who: Visitor) => arrived(who).map(({ data }) => data.slice(0, 2));

describe('word of an answer', () => {
  test('goes to the reporter and to who joined, as far as they agreed, once for each answer', async () => {
    const [me, joiner, stranger] = [await consenting(), await consenting(), await consenting()];
    const silent = await neighbour(town);
    const { id } = await raised(me);
    for (const who of [joiner, silent]) await who.call.reports.join({ reportId: id });
    const act = { clientId: clientId(), reportId: id, text: '师傅下午来' };
    await worker.call.reports.reply(act);
    await worker.call.reports.reply(act);
    await Promise.all([send(), send()]);
    const data = ['楼道灯坏了', '师傅下午来', expect.any(String)];
    const page = `reports/report/index?id=${id}`;
    for (const who of [me, joiner]) expect(arrived(who)).toEqual([{ templateId: 'tmpl-reply', page, data }]);
    expect([arrived(stranger), arrived(silent as Visitor)]).toEqual([[], []]);
    await reply(worker, id, { text: '换好了一半' });
    await send();
    expect(told(me).map(([, answer]) => answer)).toEqual(['师傅下午来', '换好了一半']);
    expect([await left(me, 'reply'), await left(stranger, 'reply')]).toEqual([1, 3]);
  });

  test('goes out for an answer, a referral and what is said to be done, and for nothing else', async () => {
    const me = await consenting(9);
    const { id } = await raised(me);
    const { units } = await town.as(null).service.units({ communityCode: JIANGPAN });
    const reportId = id;
    await worker.call.reports.claim({ reportId });
    await worker.call.reports.pause({ reportId, reason: '问物业' });
    await worker.call.reports.contact({ clientId: clientId(), reportId, text: '没人接' });
    await reply(me, id, { text: '我再补一句' });
    await worker.call.reports.refer({ clientId: clientId(), reportId, unitId: units[0]?.id ?? '', text: '归物业管' });
    await worker.call.reports.whistle({ clientId: clientId(), reportId, text: '要协调' });
    await close(town, worker, id, { text: '灯换好了' });
    await me.call.reports.agree({ reportId });
    await send();
    expect(
      told(me)
        .map(([, answer]) => answer)
        .sort(),
    ).toEqual(['归物业管', '灯换好了']);
  });

  test('goes to each whose report is answered together with others, once for each', async () => {
    const people = [await consenting(), await consenting()];
    const reportIds = [];
    for (const who of people) reportIds.push((await raised(who)).id);
    reportIds.push((await raised(people[0]!, { text: '也停电了' })).id);
    const bulk = { clientId: clientId(), communityCode: JIANGPAN, reportIds, text: '已经报修' };
    await worker.call.reports.replyAll(bulk);
    await worker.call.reports.replyAll(bulk);
    await send();
    expect(people.map((who) => told(who).length)).toEqual([2, 1]);
    expect(await Promise.all(people.map((who) => left(who, 'reply')))).toEqual([1, 2]);
  });

  test('waits at night until the morning', async () => {
    const me = await consenting();
    const { id } = await raised(me);
    town.clock.at(`${day} 23:30:00`);
    town.standIn.visit(worker.openid);
    await reply(worker, id);
    await send();
    expect(arrived(me)).toEqual([]);
    town.clock.advance(9 * HOUR_MS);
    await send();
    expect(arrived(me)).toHaveLength(1);
  });

  test('does not go out when the answer was refused', async () => {
    const me = await consenting();
    const { id } = await raised(me);
    expect(await refusalOf(reply(worker, id, { pictures: ['1'] }))).toBe('file.missing');
    expect(await refusalOf(reply(worker, id, { text: '违规的话' }))).toBe('content.risky');
    await send();
    expect([arrived(me), await left(me, 'reply')]).toEqual([[], 3]);
  });

  test('goes to nobody of what staff entered, and to neighbours who joined it', async () => {
    const joiner = await consenting();
    const { id } = await enter(worker, { text: '有人说井盖松了' });
    await joiner.call.reports.join({ reportId: id });
    await reply(worker, id, { text: '已经固定' });
    await send();
    expect(told(joiner)).toEqual([['有人说井盖松了', '已经固定']]);
  });

  test('does not reach who has left it, nor who has left for good', async () => {
    const [me, joiner] = [await consenting(), await consenting()];
    const { id } = await raised(me);
    await joiner.call.reports.join({ reportId: id });
    await joiner.call.reports.leave({ reportId: id });
    await reply(worker, id);
    await me.call.session.erase({ sure: true });
    await send();
    expect([arrived(me), arrived(joiner), await rows(me)]).toEqual([[], [], []]);
  });

  test.each(['鸡蛋什么时候发', '领🥚', '把蛋壳扔在楼道'])('about %s never speaks of eggs', async (words) => {
    const me = await consenting();
    const { id } = await raised(me, { text: words });
    await reply(worker, id, { text: `关于${words}` });
    await send();
    expect(told(me)).toEqual([['您反映的事', '有了新的答复，请打开看看']]);
  });

  test('is cut where WeChat would cut it, and takes no line breaks along', async () => {
    const me = await consenting();
    const { id } = await raised(me, { text: `楼道灯\n坏了${'很久'.repeat(20)}` });
    await reply(worker, id, { text: '马上\n\n来' });
    await send();
    const [[raisedWords = '', answer = ''] = []] = told(me);
    expect([Array.from(raisedWords).length, raisedWords.startsWith('楼道灯 坏了'), answer]).toEqual([
      20,
      true,
      '马上 来',
    ]);
  });
});

describe('what somebody writes', () => {
  const texts: [string, (words: string, id: string, me: Visitor) => Promise<unknown>][] = [
    ['a report', (text, _, me) => raised(me, { text })],
    ['its place', (words, _, me) => raised(me, { place: { words } })],
    ['a further word', (text, id, me) => reply(me, id, { text })],
    ['an answer', (text, id) => reply(worker, id, { text })],
    ['a reason to pause', (reason, reportId) => worker.call.reports.pause({ reportId, reason })],
    ['what somebody phoned about', (text) => enter(worker, { text })],
  ];
  test.each(texts)('as %s is refused when WeChat finds it risky, and nothing is kept', async (_, write) => {
    const me = await consenting();
    const { id } = await raised(me);
    const before = await town.db.selectFrom('report').select('id').execute();
    expect(await refusalOf(write('违规', id, me))).toBe('content.risky');
    expect(await town.db.selectFrom('report').select('id').execute()).toEqual(before);
    expect((await show(me, id)).lines).toHaveLength(1);
  });

  const judged: [string, string, () => void][] = [
    ['is unsure', '拿不准，楼道灯坏了', () => undefined],
    ['cannot be asked', '楼道灯坏了', () => town.standIn.fail('checkText', { reset: 'before', times: 2 })],
  ];
  test.each(judged)('that WeChat %s about comes to staff, and is shown to no neighbour', async (_, text, prepare) => {
    const me = await consenting();
    prepare();
    const { id, clock } = await raise(me, { text });
    expect(clock.state).toBe('running');
    expect((await inboxOf(worker)).reports.map((row) => row.id)).toContain(id);
    const other = await consenting();
    expect((await other.call.reports.near({ text })).reports.map((row) => row.id)).not.toContain(id);
    expect(await refusalOf(other.call.reports.join({ reportId: id }))).toBe('report.notOpen');
    await reply(worker, id, { text: '收到' });
    await send();
    expect(told(me)).toEqual([['您反映的事', '收到']]);
  });

  test.each(judged)(
    'as a comment that WeChat %s about is answered, and read by nobody else',
    async (_, text, prepare) => {
      const me = await consenting();
      const { notice } = await town.as('editor').notices.publish({
        ...{ clientId: clientId(), communityCode: JIANGPAN, kind: 'notice', title: '停水', body: '停水' },
      });
      prepare();
      const { report } = await me.call.reports.comment({ clientId: clientId(), noticeId: notice.id, text });
      await reply(worker, report.id, { text: '收到' });
      expect((await town.as(null).reports.comments({ noticeId: notice.id })).comments).toEqual([]);
      expect((await me.call.reports.comments({ noticeId: notice.id })).comments).toMatchObject([
        { mine: true, answers: [{ text: '收到' }] },
      ]);
    },
  );

  test('as an answer that WeChat is unsure about is read in the thread, and is quoted in no message', async () => {
    const me = await consenting();
    const colleague = await gridWorker(town);
    const { id } = await raised(me);
    expect((await reply(worker, id, { text: '拿不准的答复' })).clock.state).toBe('kept');
    await send();
    expect(told(me)).toEqual([['楼道灯坏了', '有了新的答复，请打开看看']]);
    const last = async (who: Somebody) => (await show(who, id)).lines.at(-1);
    for (const who of [worker, colleague, me]) expect((await last(who))?.text).toBe('拿不准的答复');
  });

  test.each(judged)(
    'as a further word that WeChat %s about is read by staff and who wrote it alone',
    async (_, text, prepare) => {
      const [me, joiner] = [await consenting(), await consenting()];
      const { id } = await raised(me);
      await joiner.call.reports.join({ reportId: id });
      prepare();
      await reply(me, id, { text });
      const last = async (who: Somebody) => (await show(who, id)).lines.at(-1)?.text;
      expect([await last(me), await last(worker), await last(joiner)]).toEqual([text, text, null]);
      await reply(me, id, { text: '是三单元' });
      expect(await last(joiner)).toBe('是三单元');
    },
  );

  test('as an answer to a comment has passed the check, or is refused: everyone reads it', async () => {
    const me = await consenting();
    const { notice } = await town.as('editor').notices.publish({
      ...{ clientId: clientId(), communityCode: JIANGPAN, kind: 'notice', title: '停水', body: '停水' },
    });
    const asked = { clientId: clientId(), noticeId: notice.id, text: '几点来水' };
    const { id } = (await me.call.reports.comment(asked)).report;
    const problem = (await raised(me)).id;
    const all = (text: string, reportIds = [problem, id]) =>
      worker.call.reports.replyAll({ clientId: clientId(), communityCode: JIANGPAN, reportIds, text });
    const answers = [(text: string) => reply(worker, id, { text }), (text: string) => all(text)];
    for (const answer of answers) {
      expect(await refusalOf(answer('违规'))).toBe('content.risky');
      expect(await refusalOf(answer('拿不准'))).toBe('content.unsure');
      town.standIn.fail('checkText', { reset: 'before', times: 2 });
      expect(await refusalOf(answer('五点'))).toBe('content.unchecked');
    }
    // Nothing was said of either, and without a comment among them a doubtful answer is one.
    for (const one of [id, problem]) expect((await show(me, one)).lines).toHaveLength(1);
    expect(await all('拿不准', [problem])).toEqual({ replied: [problem], skipped: [] });
    expect((await reply(worker, id, { text: '五点' })).state).toBe('closed');
    expect((await town.as(null).reports.comments({ noticeId: notice.id })).comments).toMatchObject([
      { text: '几点来水', answers: [{ text: '五点' }] },
    ]);
  });

  test('for everyone to see has passed the check, or is refused', async () => {
    const secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
    const me = await consenting();
    const { id } = await raised(me, { mayPublish: true });
    await reply(worker, id);
    await close(town, worker, id);
    await me.call.reports.agree({ reportId: id });
    const publish = (text: string) =>
      secretary.call.reports.publish({ clientId: clientId(), reportId: id, title: '好了', text });
    expect(await refusalOf(publish('违规'))).toBe('content.risky');
    expect(await refusalOf(publish('拿不准'))).toBe('content.unsure');
    town.standIn.fail('checkText', { reset: 'before', times: 2 });
    expect(await refusalOf(publish('换了灯'))).toBe('content.unchecked');
    expect((await publish('换了灯')).report.published).toBe(true);
  });
});

describe('what staff write about how they answer', () => {
  const here = { communityCode: JIANGPAN };
  const ways: [string, (words: string, who: Visitor) => Promise<unknown>][] = [
    ['a grid', (name, { call }) => call.service.setGrid({ clientId: clientId(), ...here, name })],
    [
      'what belongs to it',
      (about, { call }) => call.service.setGrid({ clientId: clientId(), ...here, name: '九号', about }),
    ],
    ['a post', (called, { call }) => call.service.serve({ ...here, gridIds: [], called })],
    [
      'a unit',
      (name, { call }) => call.service.setUnit({ clientId: clientId(), nodeCode: JIANGPAN, name, what: '水' }),
    ],
    [
      'what it does',
      (what, { call }) => call.service.setUnit({ clientId: clientId(), nodeCode: JIANGPAN, name: '水', what }),
    ],
    ['why a day differs', (why, { call }) => call.service.setDay({ ...here, day, windows: [], why })],
  ];
  test.each(ways)('is not kept as %s unless WeChat passes it: residents read it at once', async (_, write) => {
    const setter = await town.person({ roles: [['secretary', JIANGPAN]] });
    expect(await refusalOf(write('违规用语', setter))).toBe('content.risky');
    expect(await refusalOf(write('拿不准', setter))).toBe('content.unsure');
    const kept = await Promise.all(
      (['grid', 'post', 'unit', 'service_day'] as const).map((table) =>
        town.db.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(kept)).not.toContain('违规用语');
    await write('平安', setter);
  });
});
