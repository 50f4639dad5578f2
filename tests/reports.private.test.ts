import { dropOrphans } from '../cloud/files';
import { nameOf } from '../cloud/files/names';
import { DONGYUAN_STREET } from './kit/acts';
import { ask, procedures } from './kit/procedures';
import {
  assign,
  close,
  closing,
  enter,
  gridCalled,
  gridWorker,
  HOUR_MS,
  inboxOf,
  neighbour,
  phonedOf,
  pictureOf,
  raise,
  reply,
  show,
  streetOffice,
  unitWithMember,
  whistled,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';
import { tablesWith } from './kit/written';

let town: WechatTown;
let one: Somebody;
let worker: Somebody;
let secretary: Somebody;
let street: Somebody;
beforeAll(async () => {
  town = await openWechatTown();
  one = await neighbour(town);
  worker = await gridWorker(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
  street = await streetOffice(town);
});
afterAll(() => town.close());

const placesOf = (words: string) => tablesWith(town.db, words);

describe('somebody whom a report does not concern', () => {
  type Sample = (reportId: string, who: Somebody) => object | Promise<object>;
  const act = (given: object = {}) => ({ clientId: clientId(), text: '试试', ...given });
  /** One valid input for every procedure that names a report. */
  const inputs: Record<string, Sample> = {
    caller: (reportId) => ({ reportId }),
    show: (reportId) => ({ reportId }),
    join: (reportId) => ({ reportId }),
    reply: (reportId) => act({ reportId }),
    claim: (reportId) => ({ reportId }),
    dispatch: (reportId) => act({ reportId }),
    pause: (reportId) => ({ reportId, reason: '问物业' }),
    resume: (reportId) => ({ reportId }),
    refer: (reportId) => act({ reportId, unitId: '7' }),
    contact: (reportId) => act({ reportId }),
    whistle: (reportId) => act({ reportId }),
    assign: (reportId) => ({ clientId: clientId(), reportId, lead: '7', hours: 1 }),
    handle: (reportId) => act({ reportId, partId: '7', done: true }),
    close: async (reportId, who) => act({ reportId, pictures: [await pictureOf(town, who.id)] }),
    agree: (reportId) => ({ reportId }),
    object: (reportId) => act({ reportId }),
    heard: (reportId) => act({ reportId, agreed: true }),
    rate: (reportId) => ({ reportId, score: 1 }),
    withdraw: (reportId) => ({ reportId }),
    allow: (reportId) => ({ reportId, mayPublish: true }),
    publish: (reportId) => act({ reportId, title: '试试' }),
    unpublish: (reportId) => ({ reportId }),
  };

  test('is known by every procedure that names a report: none is missing here', () => {
    const naming = [...procedures].filter(
      ([name, { input }]) =>
        name.startsWith('reports.') && 'reportId' in (input as unknown as { entries: object }).entries,
    );
    // Leaving is allowed to everybody: it changes nothing for whoever has not joined.
    expect(naming.map(([name]) => name.slice(8)).sort()).toEqual([...Object.keys(inputs), 'leave'].sort());
  });

  const strangers: Record<string, () => Promise<Somebody>> = {
    'a merchant': () => town.person({ home: JIANGPAN, roles: [['merchant', JIANGPAN]] }),
    'another community’s grid worker': () => town.person({ roles: [['gridworker', XIAOHONG]] }),
    'another community’s secretary': () => town.person({ roles: [['secretary', XIAOHONG]] }),
    'another street office': () => town.person({ roles: [['street', '230103010']] }),
    'a part-time worker': () => town.person({ home: JIANGPAN, roles: [['parttime', JIANGPAN]] }),
    'an editor': () => town.person({ roles: [['editor', '2301']] }),
    'another resident': () => town.person({ home: JIANGPAN }),
    'a unit that was not called': async () => (await unitWithMember(town, { name: `没叫到的 ${clientId()}` })).member,
  };
  test.each(Object.entries(strangers))('%s is refused at every procedure, and nothing changes', async (_, make) => {
    const who = await make();
    const { id } = await raise(one, { open: false, pictures: [await pictureOf(town, one.id)] });
    const before = await show(one, id);
    const answers: Record<string, string | null> = {};
    for (const [verb, sample] of Object.entries(inputs))
      answers[verb] = (await ask(town, `reports.${verb}`, await sample(id, who), who.token)).refusal;
    const expected = Object.fromEntries(Object.keys(inputs).map((verb) => [verb, 'role.missing']));
    const isNeighbour = answers.join === 'report.notOpen';
    expect(answers).toEqual({
      ...expected,
      ...{ show: 'report.missing', handle: 'report.missing', withdraw: 'report.missing' },
      join: isNeighbour ? 'report.notOpen' : 'report.missing',
    });
    expect(await show(one, id)).toEqual(before);
    const own = async (list: 'mine' | 'handling') => (await who.call.reports[list]({})).reports;
    expect([await own('mine'), await own('handling')]).toEqual([[], []]);
    expect((await ask(town, 'reports.inbox', { communityCode: JIANGPAN }, who.token)).refusal).toBe('role.missing');
    const bulk = { clientId: clientId(), communityCode: JIANGPAN, reportIds: [id], text: '试试' };
    expect((await ask(town, 'reports.replyAll', bulk, who.token)).refusal).toBe('role.missing');
    expect((await who.call.reports.near({ text: before.text })).reports.map((row) => row.id)).not.toContain(id);
  });

  test('a part-time worker sees their own reports, and of others nothing', async () => {
    const rider = await town.person({ home: JIANGPAN, roles: [['parttime', JIANGPAN]] });
    const { id } = await raise(rider);
    await raise(one);
    expect((await rider.call.reports.mine({})).reports.map((row) => row.id)).toEqual([id]);
    expect(await show(rider, id)).toMatchObject({ mine: true, may: ['word', 'withdraw', 'allow'] });
  });
});

describe('who raised it', () => {
  test('is named nowhere: neither to staff, nor to neighbours, nor to units', async () => {
    const { id } = await whistled(one, worker);
    const { unit, member } = await unitWithMember(town, { name: '不知道是谁' });
    await assign(street, id, unit);
    const joiner = await neighbour(town);
    await joiner.call.reports.join({ reportId: id });
    for (const who of [worker, secretary, street, member, joiner]) {
      const report = JSON.stringify(await show(who, id));
      for (const someone of [one, worker, joiner, member]) expect(report).not.toContain(`"${someone.id}"`);
    }
  });
});

describe('a picture of a report', () => {
  const BYTES = Buffer.from('a picture');
  /** A picture whose bytes lie in the storage, and its key. */
  const stored = async (who: Somebody) => {
    const id = await pictureOf(town, who.id);
    const { key } = await town.db.selectFrom('file').select('key').where('id', '=', id).executeTakeFirstOrThrow();
    await town.storage.put(nameOf(key), BYTES);
    return { id, key };
  };
  const get = async (url: string) => {
    const { pathname } = new URL(url);
    const { statusCode, rawPayload, headers } = await town.app.inject({ method: 'GET', url: pathname });
    return { status: statusCode, bytes: rawPayload, cache: headers['cache-control'] };
  };

  test('is at an address that was made for whoever may see the report, and a guessed one gives nothing', async () => {
    const { id: pictureId, key } = await stored(one);
    const { id } = await raise(one, { pictures: [pictureId] });
    const url = (await show(worker, id)).pictures[0]?.url ?? '';
    expect(url).toContain('/papers/');
    expect(url).not.toContain(key);
    expect(await get(url)).toMatchObject({ status: 200, bytes: BYTES, cache: 'private, max-age=3600' });
    const [, until, mark = ''] = /-(\d+)-([\w-]{20})\.jpg$/.exec(url) ?? [];
    const other = (await stored(one)).id;
    const guessed = [
      url.replace(mark, `${mark.slice(0, -1)}${mark.endsWith('A') ? 'B' : 'A'}`),
      url.replace(mark, 'A'.repeat(20)),
      url.replace(pictureId, other),
      url.replace(`-${until}-`, `-${Number(until) + 1}-`),
      `https://jiamenkou.test/papers/${pictureId}.jpg`,
      `https://jiamenkou.test/pictures/${pictureId}.jpg`,
    ];
    for (const one of guessed) expect([one, (await get(one)).status]).toEqual([one, 404]);
    town.clock.advance(2 * HOUR_MS);
    expect((await get(url)).status).toBe(404);
    expect((await get((await show(worker, id)).pictures[0]?.url ?? '')).status).toBe(200);
  });

  test('is for its reporter and staff, for no neighbour who joined, and for nobody when WeChat refuses it', async () => {
    const { id: pictureId } = await stored(one);
    const verdict = (given: 'waiting' | 'review' | 'pass' | 'risky') =>
      town.db.updateTable('file').set({ verdict: given }).where('id', '=', pictureId).execute();
    await verdict('waiting');
    const { id } = await raise(one, { pictures: [pictureId] });
    const joiner = await neighbour(town);
    await joiner.call.reports.join({ reportId: id });
    const seenBy = async (who: Somebody) => (await show(who, id)).pictures.length;
    const rowOf = async (who: Somebody) =>
      (await who.call.reports.mine({})).reports.find((row) => row.id === id)?.picture ?? null;
    for (const state of ['waiting', 'review', 'pass'] as const) {
      await verdict(state);
      expect([await seenBy(one), await seenBy(worker), await seenBy(joiner)]).toEqual([1, 1, 0]);
      expect([await rowOf(one), await rowOf(joiner)]).toEqual([expect.anything(), null]);
    }
    const { url = '' } = (await show(worker, id)).pictures[0] ?? {};
    await verdict('risky');
    expect((await get(url)).status).toBe(404);
    expect(await refusalOf(raise(one, { pictures: [pictureId] }))).toBe('content.riskyPicture');
  });

  test('in the thread is for the same eyes', async () => {
    const { id } = await raise(one);
    const { id: pictureId } = await stored(worker);
    await town.db.updateTable('file').set({ verdict: 'waiting' }).where('id', '=', pictureId).execute();
    await reply(worker, id, { pictures: [pictureId] });
    expect((await show(worker, id)).lines.at(-1)?.pictures).toHaveLength(1);
    expect((await show(secretary, id)).lines.at(-1)?.pictures).toHaveLength(1);
    expect((await show(one, id)).lines.at(-1)?.pictures).toEqual([]);
    await town.db.updateTable('file').set({ verdict: 'pass' }).where('id', '=', pictureId).execute();
    expect((await show(one, id)).lines.at(-1)?.pictures).toHaveLength(1);
  });
});

describe('whom staff spoke with', () => {
  test('is sealed: it stands neither in the audit log nor in the answer that is kept, and nowhere else', async () => {
    const act = phonedOf({ caller: { called: '周大娘', phone: '13955557777' } });
    const { report } = await worker.call.reports.enter(act);
    await worker.call.reports.enter(act);
    expect(JSON.stringify(report)).not.toMatch(/周大娘|13955557777/);
    expect([await placesOf('周大娘'), await placesOf('13955557777')]).toEqual([[], []]);
    const logged = await town.db
      .selectFrom('audit')
      .select('input')
      .where('procedure', '=', 'reports.enter')
      .where('person_id', '=', worker.id)
      .execute();
    expect(logged).toHaveLength(1);
    for (const never of ['caller', 'text', 'place'])
      expect(Object.keys(logged[0]?.input as unknown as object)).not.toContain(never);
    expect(await secretary.call.reports.caller({ reportId: report.id })).toEqual({
      ...{ called: '周大娘', phone: '13955557777' },
    });
    // Having been looked at it stands nowhere either; that somebody looked does.
    expect([await placesOf('周大娘'), await placesOf('13955557777')]).toEqual([[], []]);
    const looked = await town.db
      .selectFrom('audit')
      .select(['person_id', 'node_code', 'input'])
      .where('procedure', '=', 'reports.caller')
      .execute();
    expect(looked).toEqual([{ person_id: secretary.id, node_code: JIANGPAN, input: { reportId: report.id } }]);
  });

  test('is for the staff of the place alone: neither for a unit that was called nor for neighbours', async () => {
    const { id } = await enter(worker, { caller: { phone: '13955557777' } });
    await reply(worker, id);
    await worker.call.reports.whistle({ clientId: clientId(), reportId: id, text: '要街道协调' });
    const { unit, member } = await unitWithMember(town, { name: '不看电话的单位' });
    await assign(street, id, unit);
    const joiner = await neighbour(town);
    await joiner.call.reports.join({ reportId: id });
    for (const who of [member, joiner]) {
      expect((await show(who, id)).hasCaller).toBe(false);
      expect(await refusalOf(who.call.reports.caller({ reportId: id }))).toBe('role.missing');
    }
    for (const who of [worker, secretary, street]) expect((await show(who, id)).hasCaller).toBe(true);
    expect(await refusalOf(worker.call.reports.caller({ reportId: '7' }))).toBe('report.missing');
    expect(await refusalOf(worker.call.reports.caller({} as never))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).reports.caller({ reportId: id }))).toBe('session.required');
  });
});

describe('what is kept about me', () => {
  test('has what I raised, and nobody else’s', async () => {
    const me = await neighbour(town);
    const { id } = await raise(me, { text: '我反映的事' });
    await me.call.reports.join({ reportId: (await raise(one, { text: '别人的事' })).id });
    const { reports } = await me.call.session.mine({});
    expect(reports).toEqual([{ id, text: '我反映的事', at: town.clock.now().toISOString() }]);
    expect((await (await neighbour(town)).call.session.mine({})).reports).toEqual([]);
  });
});

describe('deleting an account', () => {
  const erase = (who: Somebody) => who.call.session.erase({ sure: true });
  const words = {
    text: '秘密的说明',
    place: { words: '秘密的地方', location: { latitude: 45.7884, longitude: 126.6494 } },
  };

  test('ends what is open; its words, places and pictures are gone from everywhere but the first answers of a month', async () => {
    const me = await neighbour(town);
    const pictures = [await pictureOf(town, me.id)];
    const { id } = await raise(me, { ...words, pictures });
    await reply(me, id, { text: '秘密的补充', pictures: [await pictureOf(town, me.id)] });
    await reply(worker, id);
    await worker.call.reports.whistle({ clientId: clientId(), reportId: id, text: '要街道协调' });
    const { whistles } = await street.call.reports.counts({});
    await erase(me);
    const report = await show(worker, id);
    expect(report).toMatchObject({
      ...{ state: 'withdrawn', text: '', where: null, location: null, pictures: [], people: 0, promisedAt: null },
    });
    expect(report.parts.every(({ doneAt }) => doneAt !== null)).toBe(true);
    expect((await street.call.reports.counts({})).whistles).toBe(whistles - 1);
    expect((await inboxOf(worker)).reports.map((row) => row.id)).not.toContain(id);
    for (const secret of ['秘密的说明', '秘密的地方', '秘密的补充'])
      expect((await placesOf(secret)).filter((table) => table !== 'answer')).toEqual([]);
    await dropOrphans(town.db, town.storage);
    expect(await town.db.selectFrom('file').select('id').where('owner_id', '=', me.id).execute()).toEqual([]);
  });

  test('leaves what was closed as closed, with what staff did, and without their words and pictures', async () => {
    const me = await neighbour(town);
    const before = await pictureOf(town, me.id);
    const { id } = await closing(town, me, worker, { text: '要忘掉的话', pictures: [before], mayPublish: true });
    await me.call.reports.agree({ reportId: id });
    await me.call.reports.rate({ reportId: id, score: 8, words: '要忘掉的评价' });
    const publish = { clientId: clientId(), reportId: id, title: '好了', text: '换了灯' };
    await secretary.call.reports.publish({ ...publish, after: before });
    await erase(me);
    const report = await show(worker, id);
    expect(report).toMatchObject({ state: 'closed', solved: true, score: 8, text: '', pictures: [] });
    expect(report.lines.map(({ step, text }) => [step, text])).toEqual([
      ...[
        ['file', null],
        ['reply', '收到，这就去看'],
        ['close', '灯换好了'],
        ['agree', null],
        ['rate', null],
        ['publish', null],
      ],
    ]);
    const { reports } = await town.as(null).reports.published({ communityCode: JIANGPAN });
    expect(reports.find((row) => row.id === id)).toMatchObject({ title: '好了', before: null, after: null });
    expect((await placesOf('要忘掉的')).filter((table) => table !== 'answer')).toEqual([]);
    await dropOrphans(town.db, town.storage);
    expect(await town.db.selectFrom('file').select('id').where('owner_id', '=', me.id).execute()).toEqual([]);
  });

  test('leaves an open report that a neighbour follows to them, without its words, places and pictures', async () => {
    const [me, first] = [await neighbour(town), await neighbour(town)];
    const pictures = [await pictureOf(town, me.id)];
    const { id } = await raise(me, { ...words, text: '大家的事', pictures, mayPublish: true });
    await reply(me, id, { text: '只是我的话' });
    await first.call.reports.join({ reportId: id });
    await erase(me);
    expect(await show(first, id)).toMatchObject({
      ...{ mine: true, joined: false, text: '', where: null, location: null, pictures: [], mayPublish: false },
      ...{ people: 1, state: 'waiting' },
      lines: [{ step: 'file' }, { step: 'word', text: null, mine: false }],
    });
    expect((await placesOf('大家的事')).filter((table) => table !== 'answer')).toEqual([]);
    await reply(worker, id);
    await close(town, worker, id);
    expect((await first.call.reports.agree({ reportId: id })).report.solved).toBe(true);
  });

  test('forgets what was said in a report that had been taken back before', async () => {
    const [me, first] = [await neighbour(town), await neighbour(town)];
    const { id } = await raise(me, { text: '取回之前的说明', pictures: [await pictureOf(town, me.id)] });
    await reply(me, id, { text: '取回之前的话' });
    await first.call.reports.join({ reportId: id });
    await me.call.reports.withdraw({ reportId: id });
    expect((await show(first, id)).text).toBe('取回之前的说明');
    await erase(me);
    expect((await placesOf('取回之前的')).filter((table) => table !== 'answer')).toEqual([]);
    expect(await show(first, id)).toMatchObject({ mine: true, text: '', state: 'waiting' });
  });

  test('of a neighbour who follows one counts them no more, and of staff leaves what they did', async () => {
    const joiner = await neighbour(town);
    const leaver = await gridWorker(town, { called: '要走的人' });
    const { id } = await raise(one);
    await joiner.call.reports.join({ reportId: id });
    const picture = await pictureOf(town, leaver.id);
    await reply(leaver, id, { text: '我去看了', pictures: [picture] });
    await erase(joiner);
    await erase(leaver);
    const report = await show(one, id);
    expect(report.people).toBe(1);
    expect(report.lines.at(-1)).toMatchObject({
      by: 'gridworker',
      called: null,
      text: '我去看了',
      pictures: [{ id: picture }],
    });
    expect(report.owner).toEqual({ role: null, called: null, me: false });
    await dropOrphans(town.db, town.storage);
    expect(await town.db.selectFrom('file').select('id').where('owner_id', '=', leaver.id).execute()).toEqual([
      { id: picture },
    ]);
  });

  test('takes a comment that was answered from under its notice', async () => {
    const me = await neighbour(town);
    town.standIn.visit('openid-of-editor');
    const noticeId = (
      await town.as('editor').notices.publish({
        ...{ clientId: clientId(), communityCode: JIANGPAN, kind: 'notice', title: '停水', body: '停水' },
      })
    ).notice.id;
    const comment = { clientId: clientId(), noticeId, text: '几点来水' };
    const { report } = await me.call.reports.comment(comment);
    await reply(worker, report.id);
    expect((await town.as(null).reports.comments({ noticeId })).total).toBe(1);
    await erase(me);
    expect(await town.as(null).reports.comments({ noticeId })).toEqual({ comments: [], total: 0, next: null });
  });
});

test('a report is at an address of its own place: a street sees those of its communities, and no other street does', async () => {
  const grid = await gridCalled(town, '一号网格');
  const { id } = await raise(one, { place: { gridId: grid.id } });
  expect((await show(street, id)).id).toBe(id);
  const { reports } = await inboxOf(street, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
  expect(reports.map((row) => row.id)).toContain(id);
});

test('what I said and follow, and where I answer, stands in what is kept about me, and nobody else’s words do', async () => {
  const [one, other] = [await neighbour(town), await neighbour(town)];
  const worker = await gridWorker(town, { grids: ['一号网格'], called: '一号 早班' });
  const { id } = await raise(one, { text: '路灯不亮' });
  await reply(worker, id, { text: '晚上来修' });
  await reply(one, id, { text: '还是黑的' });
  await other.call.reports.join({ reportId: id });
  expect(await one.call.session.mine({})).toMatchObject({
    reports: [{ id, text: '路灯不亮' }],
    said: [{ reportId: id, text: '还是黑的' }],
    ...{ follows: [], posts: [] },
  });
  const followed = await other.call.session.mine({});
  expect(followed).toMatchObject({ reports: [], said: [], follows: [{ reportId: id }] });
  for (const words of ['路灯不亮', '还是黑的', '晚上来修']) expect(JSON.stringify(followed)).not.toContain(words);
  expect(await worker.call.session.mine({})).toMatchObject({
    said: [{ reportId: id, text: '晚上来修' }],
    posts: [{ place: { code: JIANGPAN }, called: '一号 早班', grids: ['一号网格'] }],
  });
});
