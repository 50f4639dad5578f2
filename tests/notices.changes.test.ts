import { idOf, pictureOf, published, YANJIANG } from './kit/acts';
import { clientId, draftOf, JIANGPAN, openTown, read, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const secretary = () => town.as('secretary');
const correction = (noticeId: string, given: object = {}) => ({
  clientId: clientId(),
  noticeId,
  kind: 'notice' as const,
  title: '周五上午停水',
  body: '周五上午九点停水。',
  note: '日期写错了',
  ...given,
});
const opened = async (noticeId: string) => (await town.as(null).notices.open({ noticeId })).notice;
const versionsOf = async (noticeId: string) => (await town.as(null).notices.versions({ noticeId })).versions;
const draft = async () => (await secretary().notices.draft(draftOf())).notice.id;
const scheduled = async () => {
  const publishAt = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
  return (await secretary().notices.publish(draftOf({ publishAt }))).notice.id;
};
/** Everybody who has no right over a notice of 江畔, with the refusal they get. */
const outsiders = async () => [
  [town.as(null), 'session.required'] as const,
  [town.as('resident-1'), 'role.missing'] as const,
  [town.as('gridworker'), 'role.missing'] as const,
  [town.as('merchant'), 'role.missing'] as const,
  [(await town.person({ roles: [['secretary', YANJIANG]] })).call, 'role.missing'] as const,
];

describe('a correction', () => {
  test('replaces what a notice says, and everybody can read what it said before, newest first, and why', async () => {
    const notice = await published(town);
    const first = await opened(notice);
    town.clock.advance(60_000);
    const once = town.clock.now().toISOString();
    const { notice: corrected } = await secretary().notices.correct(correction(notice));
    expect(corrected).toMatchObject({
      title: '周五上午停水',
      version: 2,
      correctedAt: once,
      publishAt: first.publishAt,
    });
    expect(await opened(notice)).toEqual(corrected);
    town.clock.advance(60_000);
    const twice = town.clock.now().toISOString();
    await secretary().notices.correct(correction(notice, { title: '停水取消', note: '不停了' }));
    expect(await versionsOf(notice)).toEqual([
      { version: 2, title: corrected.title, body: corrected.body, replacedAt: twice, note: '不停了' },
      { version: 1, title: first.title, body: first.body, replacedAt: once, note: '日期写错了' },
    ]);
  });

  test('keeps the readers: nobody reads it for a second credit', async () => {
    const notice = await published(town);
    const { call } = await town.person();
    await read(town, call, notice);
    await secretary().notices.correct(correction(notice));
    expect(await read(town, call, notice)).toMatchObject({ credited: false, readers: 1, reason: 'already' });
  });

  test('keeps the byline and the pictures it names, whoever uploaded them, and takes none of somebody else’s', async () => {
    const street = town.as('street');
    const pictures = [await pictureOf(town, await idOf(street))];
    const { notice } = await street.notices.publish(draftOf({ pictures, byline: '街道办' }));
    const theirs = await pictureOf(town, await idOf(street));
    const wrong = correction(notice.id, { pictures: [...pictures, theirs] });
    expect(await refusalOf(secretary().notices.correct(wrong))).toBe('file.missing');
    expect(await versionsOf(notice.id)).toEqual([]);
    const { notice: corrected } = await secretary().notices.correct(correction(notice.id, { pictures }));
    expect(corrected).toMatchObject({ byline: '街道办', pictures: notice.pictures });
  });

  test('repeated is one version, and the same number with other words is refused', async () => {
    const notice = await published(town);
    const input = correction(notice);
    const answers = await Promise.all(Array.from({ length: 8 }, () => secretary().notices.correct(input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await refusalOf(secretary().notices.correct({ ...input, title: '别的' }))).toBe('input.idReused');
    expect(await opened(notice)).toMatchObject({ version: 2 });
    expect(await versionsOf(notice)).toHaveLength(1);
  });

  test('of eight staff at once is eight versions, and none is lost', async () => {
    const notice = await published(town);
    const words = Array.from({ length: 8 }, (_, i) => `第 ${i + 1} 次更正`);
    await Promise.all(words.map((title) => secretary().notices.correct(correction(notice, { title }))));
    const kept = await versionsOf(notice);
    expect(kept.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const last = await opened(notice);
    expect([last.title, ...kept.map(({ title }) => title)].sort()).toEqual(['周四上午停水', ...words].sort());
  });

  test('of a draft, of a withdrawn notice, of none, or without a reason is refused', async () => {
    const gone = await published(town);
    await secretary().notices.withdraw({ noticeId: gone, reason: '写错了' });
    const correct = (id: string, given: object = {}) => refusalOf(secretary().notices.correct(correction(id, given)));
    expect(await correct(await draft())).toBe('notice.notPublished');
    expect(await correct(gone)).toBe('notice.withdrawn');
    expect(await correct('99')).toBe('notice.missing');
    const notice = await published(town);
    for (const given of [
      { note: ' ' },
      { note: undefined },
      { title: '' },
      { body: '水'.repeat(20_001) },
      { version: 7 },
    ])
      expect(await correct(notice, given)).toBe('input.invalid');
    expect(await opened(notice)).toMatchObject({ version: 1 });
  });

  test('is not made by residents, grid workers, merchants or the staff of another place', async () => {
    const notice = await published(town);
    for (const [call, refusal] of await outsiders())
      expect(await refusalOf(call.notices.correct(correction(notice)))).toBe(refusal);
    expect(await versionsOf(notice)).toEqual([]);
  });

  test('shows its earlier versions to its staff alone while it is scheduled, and to nobody once it is withdrawn', async () => {
    const id = await scheduled();
    await secretary().notices.correct(correction(id));
    expect(await refusalOf(town.as('resident-1').notices.versions({ noticeId: id }))).toBe('notice.missing');
    expect((await secretary().notices.versions({ noticeId: id })).versions).toHaveLength(1);
    await secretary().notices.withdraw({ noticeId: id, reason: '写错了' });
    expect(await refusalOf(secretary().notices.versions({ noticeId: id }))).toBe('notice.withdrawn');
    const out = await published(town);
    await secretary().notices.withdraw({ noticeId: out, reason: '写错了' });
    expect(await refusalOf(town.as(null).notices.versions({ noticeId: out }))).toBe('notice.withdrawn');
    expect(await refusalOf(versionsOf('99'))).toBe('notice.missing');
    expect(await refusalOf(town.as(null).notices.versions({ noticeId: 99 } as never))).toBe('input.invalid');
  });
});

describe('a withdrawal', () => {
  test('leaves the title and the reason, hides the text and the pictures, and takes the notice out of every list', async () => {
    const pictures = [await pictureOf(town, await idOf(secretary()))];
    const { notice } = await secretary().notices.publish(draftOf({ title: '一条要撤回的', pictures }));
    await secretary().notices.pin({ noticeId: notice.id, pinned: true });
    const at = town.clock.now().toISOString();
    await secretary().notices.withdraw({ noticeId: notice.id, reason: '时间改了' });
    const withdrawn = { at, reason: '时间改了' };
    for (const call of [town.as(null), town.as('resident-1'), secretary()]) {
      const answer = await call.notices.open({ noticeId: notice.id });
      expect(answer.notice).toMatchObject({
        state: 'withdrawn',
        title: '一条要撤回的',
        body: '',
        pictures: [],
        withdrawn,
        pinned: false,
      });
      expect(answer.readTicket).toBeNull();
    }
    const { notices } = await town.as(null).notices.list({ communityCode: JIANGPAN, limit: 50 });
    expect(notices.map(({ id }) => id)).not.toContain(notice.id);
  });

  test('repeated keeps the first reason and the first time, also eight times at once', async () => {
    const noticeId = await published(town);
    const first = await secretary().notices.withdraw({ noticeId, reason: '第一个原因' });
    town.clock.advance(60_000);
    const again = await Promise.all(
      Array.from({ length: 8 }, (_, i) => town.as('street').notices.withdraw({ noticeId, reason: `原因 ${i}` })),
    );
    for (const answer of again) expect(answer).toEqual(first);
    expect(await opened(noticeId)).toEqual(first.notice);
  });

  test('before its time keeps a scheduled notice from ever coming out', async () => {
    const noticeId = await scheduled();
    await secretary().notices.withdraw({ noticeId, reason: '不办了' });
    town.clock.advance(3_600_000);
    const { notices } = await town.as(null).notices.list({ communityCode: JIANGPAN, limit: 50 });
    expect(notices.map(({ id }) => id)).not.toContain(noticeId);
    expect(await refusalOf(town.as(null).notices.open({ noticeId }))).toBe('notice.missing');
    expect((await secretary().notices.open({ noticeId })).notice).toMatchObject({ state: 'withdrawn', body: '' });
  });

  test('of a draft, of no notice, without a reason or by others is refused, and the notice stays', async () => {
    const noticeId = await published(town);
    const withdraw = (input: object) => refusalOf(secretary().notices.withdraw(input as never));
    expect(await withdraw({ noticeId: await draft(), reason: '写错了' })).toBe('notice.notPublished');
    expect(await withdraw({ noticeId: '99', reason: '写错了' })).toBe('notice.missing');
    for (const reason of ['', '  ', '错'.repeat(201), 5, undefined])
      expect(await withdraw({ noticeId, reason })).toBe('input.invalid');
    for (const [call, refusal] of await outsiders())
      expect(await refusalOf(call.notices.withdraw({ noticeId, reason: '写错了' }))).toBe(refusal);
    expect(await opened(noticeId)).toMatchObject({ state: 'published' });
  });
});

describe('a pin', () => {
  test('is set and taken off, and setting it again changes nothing', async () => {
    const noticeId = await published(town);
    const pin = async (pinned: boolean) => (await secretary().notices.pin({ noticeId, pinned })).notice;
    const first = await pin(true);
    expect(first.pinned).toBe(true);
    expect(await pin(true)).toEqual(first);
    expect((await pin(false)).pinned).toBe(false);
    expect((await opened(noticeId)).pinned).toBe(false);
  });

  test('of a draft, of a withdrawn notice, of no notice, in words or by others is refused', async () => {
    const noticeId = await published(town);
    const pin = (input: object) => refusalOf(secretary().notices.pin(input as never));
    expect(await pin({ noticeId: await draft(), pinned: true })).toBe('notice.notPublished');
    expect(await pin({ noticeId: '99', pinned: true })).toBe('notice.missing');
    expect(await pin({ noticeId, pinned: 'yes' })).toBe('input.invalid');
    for (const [call, refusal] of await outsiders())
      expect(await refusalOf(call.notices.pin({ noticeId, pinned: true }))).toBe(refusal);
    expect(await opened(noticeId)).toMatchObject({ pinned: false });
    await secretary().notices.withdraw({ noticeId, reason: '写错了' });
    expect(await pin({ noticeId, pinned: true })).toBe('notice.withdrawn');
  });
});
