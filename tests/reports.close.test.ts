import {
  agreed,
  close,
  closing,
  enter,
  gridWorker,
  HOUR_MS,
  inboxOf,
  MINUTE_MS,
  neighbour,
  pictureOf,
  raise,
  reply,
  said,
  show,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
let one: Somebody;
let worker: Somebody;
let secretary: Somebody;
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  worker = await gridWorker(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
});
afterAll(() => town.close());
/** Nobody raises more than thirty a day. */
beforeEach(() => town.clock.advance(24 * HOUR_MS));
const DAYS_MS = 72 * HOUR_MS;
const object = async (who: Somebody, reportId: string, given: object = {}) =>
  (await who.call.reports.object({ clientId: clientId(), reportId, text: '又不亮了', ...given })).report;
const agree = async (who: Somebody, reportId: string) => (await who.call.reports.agree({ reportId })).report;
const rate = async (who: Somebody, reportId: string, score = 9, given: object = {}) =>
  (await who.call.reports.rate({ reportId, score, ...given })).report;

describe('closing', () => {
  test('says what was done with a picture, and asks the reporter for three days', async () => {
    const report = await closing(town, one, worker);
    const until = new Date(town.clock.now().getTime() + DAYS_MS).toISOString();
    expect(report).toMatchObject({ state: 'closing', agreeUntil: until, solved: null, owner: { me: true } });
    expect(report.lines.at(-1)).toMatchObject({ step: 'close', text: '灯换好了', pictures: [{ width: 1200 }] });
    expect((await show(one, report.id)).may).toEqual(['word', 'agree', 'object', 'allow']);
    expect((await show(one, report.id)).lines.at(-1)?.pictures).toHaveLength(1);
  });

  test('is refused without a picture, without words, before anybody answered, twice, and to residents', async () => {
    const { id } = await raise(one);
    expect(await refusalOf(close(town, worker, id))).toBe('report.unanswered');
    await reply(worker, id);
    expect(await refusalOf(close(town, worker, id, { pictures: [] }))).toBe('input.invalid');
    expect(await refusalOf(close(town, worker, id, { pictures: undefined }))).toBe('input.invalid');
    expect(await refusalOf(close(town, worker, id, { pictures: ['1'] }))).toBe('file.missing');
    expect(await refusalOf(close(town, worker, id, { text: '' }))).toBe('input.invalid');
    expect(await refusalOf(close(town, one, id))).toBe('role.missing');
    expect((await show(one, id)).state).toBe('working');
    await close(town, worker, id);
    expect(await refusalOf(close(town, worker, id))).toBe('report.step');
    expect(await refusalOf(close(town, worker, '7'))).toBe('report.missing');
  });

  test('twice by the same act is one line', async () => {
    const { id } = await raise(one);
    await reply(worker, id);
    const act = { clientId: clientId(), reportId: id, text: '好了', pictures: [await pictureOf(town, worker.id)] };
    const { report } = await worker.call.reports.close(act);
    expect((await worker.call.reports.close(act)).report).toEqual(report);
    expect(said(report)).toEqual(['file by reporter', 'reply by gridworker', 'close by gridworker']);
  });

  test('ends what was promised', async () => {
    const { id } = await raise(one);
    await reply(worker, id, { promisedAt: new Date(town.clock.now().getTime() + HOUR_MS).toISOString() });
    expect((await close(town, worker, id)).promisedAt).toBeNull();
  });
});

describe('agreeing', () => {
  test('ends it as solved, and repeated changes nothing', async () => {
    const { id } = await closing(town, one, worker);
    const report = await agree(one, id);
    expect(report).toMatchObject({ state: 'closed', solved: true, agreeUntil: null, may: ['rate', 'allow'] });
    expect(await agree(one, id)).toEqual(report);
    expect(said(report).filter((line) => line.startsWith('agree'))).toEqual(['agree by reporter']);
  });

  test('is for the reporter alone, when it is said to be done and as long as they are asked', async () => {
    const { id } = await closing(town, one, worker);
    const joiner = await neighbour(town);
    for (const who of [worker, secretary, joiner]) expect(await refusalOf(agree(who, id))).toBe('role.missing');
    expect(await refusalOf(agree(one, (await raise(one)).id))).toBe('report.step');
    town.clock.advance(DAYS_MS);
    expect(await refusalOf(agree(one, id))).toBe('report.step');
    await rate(one, id);
    expect(await refusalOf(agree(one, id))).toBe('report.step');
    expect((await show(one, id)).solved).toBe(false);
    expect(await refusalOf(agree(one, '7'))).toBe('report.missing');
    expect(await refusalOf(agree(one, 'x'))).toBe('input.invalid');
  });

  test('not, and saying nothing, ends it after three days as closed and not as solved', async () => {
    const { id } = await closing(town, one, worker);
    town.clock.advance(DAYS_MS - 1);
    expect(await show(one, id)).toMatchObject({ state: 'closing', solved: null });
    town.clock.advance(1);
    expect(await show(one, id)).toMatchObject({ state: 'closed', solved: false, agreeUntil: null });
    expect((await inboxOf(worker)).reports.map((row) => row.id)).not.toContain(id);
    const ended = (await inboxOf(worker, { view: 'ended' })).reports.find((row) => row.id === id);
    expect(ended).toMatchObject({ state: 'closed', solved: false });
  });
});

describe('objecting', () => {
  test('opens it again with the person who closed it, and gives the promise of an answer once more', async () => {
    const { id } = await raise(one);
    await reply(secretary, id);
    await close(town, worker, id);
    town.clock.advance(DAYS_MS - MINUTE_MS);
    const picture = await pictureOf(town, one.id);
    const before = await worker.call.reports.counts({});
    const report = await object(one, id, { pictures: [picture] });
    expect(report).toMatchObject({
      ...{ state: 'waiting', reopened: 1, solved: null, agreeUntil: null, owner: { role: 'gridworker', me: false } },
      clock: { state: 'running', tookMs: null },
    });
    expect(report.lines.at(-1)).toMatchObject({
      step: 'object',
      by: 'reporter',
      text: '又不亮了',
      pictures: [{ id: picture }],
    });
    expect((await show(worker, id)).owner.me).toBe(true);
    const { reports } = await inboxOf(worker, { view: 'mine' });
    expect(reports.map((row) => row.id)).toContain(id);
    // It waits for an answer, as what is new does: it is not counted among what was promised as well.
    expect(await worker.call.reports.counts({})).toEqual({ ...before, waiting: before.waiting + 1 });
  });

  test('leaves what was kept of the first answer as it was, however the next one comes', async () => {
    const { id } = await raise(one);
    town.clock.advance(4 * MINUTE_MS);
    const answeredAt = town.clock.now();
    await reply(worker, id);
    const first = async () =>
      town.db
        .selectFrom('report')
        .select(['first_at', 'first_took_ms', 'first_kept'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    const kept = { first_at: answeredAt, first_took_ms: String(4 * MINUTE_MS), first_kept: true };
    expect(await first()).toEqual(kept);
    await close(town, worker, id);
    expect((await object(one, id)).clock).toMatchObject({ state: 'running', tookMs: null });
    expect(await first()).toEqual(kept);
    town.clock.advance(11 * MINUTE_MS);
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'missed', tookMs: 11 * MINUTE_MS });
    expect(await first()).toEqual(kept);
  });

  test('keeps of a first answer that came too late that it did, also when the next one comes in time', async () => {
    const { id } = await raise(one);
    town.clock.advance(12 * MINUTE_MS);
    await reply(worker, id);
    await close(town, worker, id);
    await object(one, id);
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'kept', tookMs: 0 });
    const { first_kept, first_took_ms } = await town.db
      .selectFrom('report')
      .select(['first_took_ms', 'first_kept'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect([first_kept, first_took_ms]).toEqual([false, String(12 * MINUTE_MS)]);
  });

  test('has to be answered before it is closed again, and can be done as often as it is not solved', async () => {
    const { id } = await closing(town, one, worker);
    for (let n = 1; n <= 2; n++) {
      expect((await object(one, id)).reopened).toBe(n);
      expect(await refusalOf(close(town, worker, id))).toBe('report.unanswered');
      expect((await reply(worker, id)).clock.state).toBe('kept');
      await close(town, worker, id);
    }
    expect((await agree(one, id)).solved).toBe(true);
  });

  test('leaves it with a person: it goes back to no queue before it is answered', async () => {
    const { id } = await closing(town, one, worker);
    await object(one, id);
    const dispatch = (given: object) =>
      secretary.call.reports.dispatch({ clientId: clientId(), reportId: id, ...given });
    expect(await refusalOf(dispatch({}))).toBe('report.toPerson');
    const { grids } = await town.as(null).service.grids({ communityCode: JIANGPAN });
    expect(await refusalOf(dispatch({ gridId: grids[0]?.id }))).toBe('report.toPerson');
    expect((await dispatch({ workerId: secretary.id })).report.owner.me).toBe(true);
    await reply(secretary, id);
    expect((await dispatch({})).report.owner.role).toBeNull();
  });

  test('reaches somebody who still answers here when whoever closed it does not any more', async () => {
    const gone = await gridWorker(town);
    const { id } = await raise(one);
    await reply(gone, id);
    await close(town, gone, id);
    await town.db.deleteFrom('role_grant').where('person_id', '=', gone.id).execute();
    const { owner } = await object(one, id);
    expect(owner.role).toBe('secretary');
  });

  test('never makes the reporter the one who answers it', async () => {
    const own = await town.person({ home: JIANGPAN, roles: [['gridworker', JIANGPAN]] });
    const { id } = await closing(town, own, worker);
    await town.db.deleteFrom('role_grant').where('person_id', '=', worker.id).execute();
    const { owner } = await object(own, id);
    expect(owner).toMatchObject({ me: false, role: 'secretary' });
    await town.db
      .insertInto('role_grant')
      .values({ person_id: worker.id, role: 'gridworker', node_code: JIANGPAN, granted_at: town.clock.now() })
      .execute();
  });

  test('twice by the same act is once; it is refused when it is too late, to others, and without words', async () => {
    const { id } = await closing(town, one, worker);
    const act = { clientId: clientId(), reportId: id, text: '没好' };
    expect(await refusalOf(one.call.reports.object({ ...act, text: '' }))).toBe('input.invalid');
    for (const who of [worker, secretary, await neighbour(town)])
      expect(await refusalOf(object(who, id))).toBe('role.missing');
    const { report } = await one.call.reports.object(act);
    expect((await one.call.reports.object(act)).report).toEqual(report);
    expect(await refusalOf(object(one, id))).toBe('report.step');
    const late = await closing(town, one, worker);
    town.clock.advance(DAYS_MS);
    expect(await refusalOf(object(one, late.id))).toBe('report.step');
    expect(await refusalOf(object(one, '7'))).toBe('report.missing');
  });
});

describe('what somebody without the app says of it', () => {
  const heard = async (who: Somebody, reportId: string, isAgreed: boolean, given: object = {}) =>
    (
      await who.call.reports.heard({
        ...{ clientId: clientId(), reportId, agreed: isAgreed, text: '打电话问过了' },
        ...given,
      })
    ).report;
  const phoned = async (given: object = {}) => {
    const { id } = await enter(worker, given);
    await reply(worker, id);
    await close(town, worker, id);
    return id;
  };

  test('is noted by staff: agreed ends it as solved, and not agreed opens it again', async () => {
    const id = await phoned();
    expect((await show(worker, id)).may).toEqual(['reply', 'heard']);
    const again = await heard(worker, id, false, { text: '大娘说还是黑的' });
    expect(again).toMatchObject({ state: 'waiting', reopened: 1, owner: { me: true }, clock: { state: 'running' } });
    expect(said(again).at(-1)).toBe('object by gridworker');
    await reply(worker, id);
    await close(town, worker, id);
    const done = await heard(secretary, id, true);
    expect(done).toMatchObject({ state: 'closed', solved: true, assisted: true });
    expect(said(done).at(-1)).toBe('heard by secretary');
    const row = (await inboxOf(worker, { view: 'ended' })).reports.find((one) => one.id === id);
    expect(row).toMatchObject({ solved: true, assisted: true });
  });

  test('is not noted as content by whoever closed it, who may note that they are not', async () => {
    const id = await phoned();
    expect(await refusalOf(heard(worker, id, true))).toBe('report.secondPerson');
    expect(await show(worker, id)).toMatchObject({ state: 'closing', solved: null, assisted: false });
    expect(said(await show(worker, id)).at(-1)).toBe('close by gridworker');
    expect((await heard(worker, id, false)).state).toBe('waiting');
    // Closed by somebody else this time, it is no more the other's to note.
    await reply(worker, id);
    await close(town, secretary, id);
    expect(await refusalOf(heard(secretary, id, true))).toBe('report.secondPerson');
    expect(await heard(worker, id, true)).toMatchObject({ solved: true, assisted: true });
  });

  test('is shown to everyone as closed, and as solved only what residents say themselves', async () => {
    const id = await phoned({ mayPublish: true });
    await heard(secretary, id, true);
    const act = { clientId: clientId(), reportId: id, title: '灯亮了', text: '换了灯' };
    expect((await secretary.call.reports.publish(act)).report).toMatchObject({ published: true, solved: true });
    const { reports } = await town.as(null).reports.published({ communityCode: JIANGPAN });
    expect(reports.find((row) => row.id === id)).toMatchObject({ title: '灯亮了', solved: false });
  });

  test('leaves no words of theirs in the audit log', async () => {
    const id = await phoned();
    await heard(secretary, id, true, { text: '大娘说亮了' });
    const logged = await town.db
      .selectFrom('audit')
      .select('input')
      .where('procedure', '=', 'reports.heard')
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    expect(logged[0]?.input).toMatchObject({ reportId: id, agreed: true });
    expect(logged[0]?.input).not.toHaveProperty('text');
  });

  test('is noted once by one act, and refused for what residents raised themselves, to residents, and too late', async () => {
    const id = await phoned();
    const act = { clientId: clientId(), reportId: id, agreed: true, text: '满意' };
    const { report } = await secretary.call.reports.heard(act);
    expect((await secretary.call.reports.heard(act)).report).toEqual(report);
    expect(await refusalOf(heard(secretary, id, true))).toBe('report.step');
    expect(await refusalOf(heard(worker, (await closing(town, one, worker)).id, true))).toBe('report.step');
    const late = await phoned();
    expect(await refusalOf(heard(worker, late, true, { text: '' }))).toBe('input.invalid');
    expect(await refusalOf(heard(one, late, true))).toBe('role.missing');
    town.clock.advance(DAYS_MS);
    expect(await refusalOf(heard(worker, late, false))).toBe('report.step');
  });
});

describe('rating', () => {
  test('is asked once: a number from one to ten and a word, which the same tap repeats', async () => {
    const { id } = await agreed(town, one, worker);
    const report = await rate(one, id, 10, { words: '来得真快' });
    expect(report).toMatchObject({ score: 10, may: ['allow'] });
    expect(report.lines.at(-1)).toMatchObject({ step: 'rate', score: 10, text: '来得真快' });
    expect(await rate(one, id, 10, { words: '来得真快' })).toEqual(report);
    expect(await refusalOf(rate(one, id, 1))).toBe('report.rated');
    expect((await show(worker, id)).score).toBe(10);
    expect(said(await show(one, id)).filter((line) => line.startsWith('rate'))).toHaveLength(1);
  });

  test('is for what closed by itself as well, and leaves it closed and not solved', async () => {
    const { id } = await closing(town, one, worker);
    expect(await refusalOf(rate(one, id))).toBe('report.step');
    town.clock.advance(DAYS_MS);
    const { agreeUntil: _, ...before } = await show(one, id);
    expect(await rate(one, id, 3)).toMatchObject({
      score: 3,
      state: 'closed',
      solved: false,
      reopened: before.reopened,
    });
  });

  test.each([[0], [11], [9.5], ['9'], [null]])('with %p is refused', async (score) => {
    const { id } = await agreed(town, one, worker);
    expect(await refusalOf(rate(one, id, score as number))).toBe('input.invalid');
    expect((await show(one, id)).score).toBeNull();
  });

  test('is for the reporter alone', async () => {
    const { id } = await raise(one);
    const joiner = await neighbour(town);
    await joiner.call.reports.join({ reportId: id });
    await reply(worker, id);
    await close(town, worker, id);
    await agree(one, id);
    for (const who of [joiner, worker, secretary]) expect(await refusalOf(rate(who, id))).toBe('role.missing');
    expect(await refusalOf(rate(one, '7'))).toBe('report.missing');
  });
});

describe('showing everyone', () => {
  const publish = async (who: Somebody, reportId: string, given: object = {}) =>
    (
      await who.call.reports.publish({
        ...{ clientId: clientId(), reportId, title: '楼道灯换好了', text: '换了六盏灯' },
        ...given,
      })
    ).report;
  const list = async (given: object = {}) => town.as(null).reports.published({ communityCode: JIANGPAN, ...given });
  const shownOf = async (id: string) => (await list({ limit: 50 })).reports.find((row) => row.id === id);
  const theirs = async (given: object = {}) => {
    const before = await pictureOf(town, one.id);
    const report = await agreed(town, one, worker, { pictures: [before], mayPublish: true, ...given });
    return { id: report.id, before, after: report.lines.flatMap((line) => line.pictures)[0]?.id ?? '' };
  };

  test('is for what is over, in the community’s own words, and is gone at once when it is taken back', async () => {
    const { id, after } = await theirs();
    expect(await shownOf(id)).toBeUndefined();
    const report = await publish(secretary, id, { after });
    expect(report).toMatchObject({ published: true, may: ['unpublish'] });
    expect(await shownOf(id)).toMatchObject({
      ...{ id, title: '楼道灯换好了', text: '换了六盏灯', before: null, after: { id: after }, solved: true },
      closedAt: town.clock.now().toISOString(),
    });
    expect((await list()).reports[0]).not.toHaveProperty('excerpt');
    const { report: hidden } = await secretary.call.reports.unpublish({ reportId: id });
    expect(hidden.published).toBe(false);
    expect(await shownOf(id)).toBeUndefined();
    expect(await refusalOf(secretary.call.reports.unpublish({ reportId: id }))).toBe('report.step');
    expect((await publish(secretary, id)).published).toBe(true);
  });

  test('is for what its reporter allowed, and ends at once when they forbid it', async () => {
    const { id, before, after } = await theirs({ mayPublish: false });
    expect((await show(secretary, id)).may).not.toContain('publish');
    for (const given of [{}, { before }, { after }])
      expect(await refusalOf(publish(secretary, id, given))).toBe('report.notAllowed');
    const allow = async (mayPublish: boolean) => (await one.call.reports.allow({ reportId: id, mayPublish })).report;
    expect((await allow(true)).mayPublish).toBe(true);
    expect((await show(secretary, id)).may).toContain('publish');
    await publish(secretary, id, { before, after });
    expect(await shownOf(id)).toMatchObject({ before: { id: before }, after: { id: after } });
    for (let n = 0; n < 2; n++) {
      expect(await allow(false)).toMatchObject({ mayPublish: false, published: false });
      expect(await shownOf(id)).toBeUndefined();
    }
    expect(await refusalOf(publish(secretary, id))).toBe('report.notAllowed');
    // Allowed again, it is not shown again by itself.
    await allow(true);
    expect(await shownOf(id)).toBeUndefined();
    expect((await publish(secretary, id)).published).toBe(true);
  });

  test('of what staff entered is for what they were allowed by whoever they spoke with', async () => {
    const over = async (given: object) => {
      const { id } = await enter(worker, given);
      await reply(worker, id);
      await close(town, worker, id);
      town.clock.advance(DAYS_MS);
      return id;
    };
    const allowed = await over({ mayPublish: true });
    expect((await publish(secretary, allowed)).published).toBe(true);
    const not = await over({});
    expect((await show(secretary, not)).mayPublish).toBe(false);
    expect(await refusalOf(publish(secretary, not))).toBe('report.notAllowed');
    expect(await refusalOf(one.call.reports.allow({ reportId: not, mayPublish: true }))).toBe('role.missing');
  });

  test('of a picture waits until WeChat has passed it, and takes none of another report’s', async () => {
    const { id, after } = await theirs();
    await town.db.updateTable('file').set({ verdict: 'review' }).where('id', '=', after).execute();
    expect(await refusalOf(publish(secretary, id, { after }))).toBe('report.notReady');
    await town.db.updateTable('file').set({ verdict: 'pass' }).where('id', '=', after).execute();
    const other = await theirs({ mayPublish: true });
    expect(await refusalOf(publish(secretary, id, { before: other.before }))).toBe('file.missing');
    const own = await pictureOf(town, secretary.id);
    expect((await publish(secretary, id, { after: own })).published).toBe(true);
  });

  test('is for secretary and street office of the place, not for what is open, and not twice', async () => {
    const { id } = await theirs();
    for (const who of [one, worker, await town.person({ roles: [['secretary', XIAOHONG]] })]) {
      expect(await refusalOf(publish(who, id))).toBe('role.missing');
      expect(await refusalOf(who.call.reports.unpublish({ reportId: id }))).toBe('role.missing');
    }
    const open = await closing(town, one, worker, { mayPublish: true });
    expect(await refusalOf(publish(secretary, open.id))).toBe('report.step');
    expect(await refusalOf(publish(secretary, id, { title: '' }))).toBe('input.invalid');
    expect(await refusalOf(publish(secretary, id, { title: '灯'.repeat(41) }))).toBe('input.invalid');
    expect(await refusalOf(publish(secretary, '7'))).toBe('report.missing');
    const act = { clientId: clientId(), reportId: id, title: '好了', text: '换了灯' };
    const { report } = await secretary.call.reports.publish(act);
    expect((await secretary.call.reports.publish(act)).report).toEqual(report);
    expect(await refusalOf(publish(secretary, id))).toBe('report.step');
  });

  test('of what closed by itself says that it is closed, and not that it is solved', async () => {
    const { id } = await closing(town, one, worker, { mayPublish: true });
    town.clock.advance(DAYS_MS);
    await publish(secretary, id);
    expect(await shownOf(id)).toMatchObject({ solved: false });
    expect(await show(one, id)).toMatchObject({ state: 'closed', solved: false });
  });

  test('is read in pages, what was shown last first, by anybody, and is nothing elsewhere', async () => {
    const [older, newer] = [await theirs(), await theirs()];
    for (const { id } of [newer, older]) {
      town.clock.advance(MINUTE_MS);
      await publish(secretary, id);
    }
    const all = (await list({ limit: 50 })).reports.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(3);
    expect(all.slice(0, 2)).toEqual([older.id, newer.id]);
    const shown = await town.db.selectFrom('report_shown').select(['report_id', 'shown_at']).execute();
    const at = new Map(shown.map((one) => [one.report_id, one.shown_at.getTime()]));
    const times = all.map((id) => at.get(id) ?? 0);
    expect([times, all.length]).toEqual([[...times].sort((a, b) => b - a), shown.length]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 50, before: first.next ?? '' });
    expect([...first.reports, ...second.reports].map(({ id }) => id)).toEqual(all);
    expect((await town.as(null).reports.published({ communityCode: XIAOHONG })).reports).toEqual([]);
    expect(await refusalOf(list({ before: 'bm9uc2Vuc2U' }))).toBe('input.invalid');
    expect(await refusalOf(list({ communityCode: 'x' }))).toBe('input.invalid');
  });

  test('allowing is for the reporter alone', async () => {
    const { id } = await theirs();
    for (const who of [worker, secretary, await neighbour(town)])
      expect(await refusalOf(who.call.reports.allow({ reportId: id, mayPublish: true }))).toBe('role.missing');
    expect(await refusalOf(one.call.reports.allow({ reportId: id } as never))).toBe('input.invalid');
    expect(await refusalOf(one.call.reports.allow({ reportId: '7', mayPublish: true }))).toBe('report.missing');
  });
});
