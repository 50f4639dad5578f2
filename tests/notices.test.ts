import { DONGYUAN_STREET, FANGYUAN, HARBIN, idOf, pictureOf, rowsOf, switchOn, YANJIANG } from './kit/acts';
import { clientId, draftOf, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

const publish = async (given: object = {}) => (await town.as('secretary').notices.publish(draftOf(given))).notice;
const draft = async (given: object = {}) => (await town.as('secretary').notices.draft(draftOf(given))).notice;
const titles = async (communityCode = JIANGPAN) =>
  (await town.as(null).notices.list({ communityCode, limit: 50 })).notices.map(({ title }) => title);
const inOneHour = () => new Date(town.clock.now().getTime() + 3_600_000).toISOString();
/** Refused, and no notice more than before. */
async function refusedWhole(call: () => Promise<unknown>, refusal: string) {
  const before = await rowsOf(town, 'notice');
  expect(await refusalOf(call())).toBe(refusal);
  expect(await rowsOf(town, 'notice')).toBe(before);
}

describe('writing', () => {
  test('a secretary publishes a notice, and neighbours read what was written, under a byline and no private name', async () => {
    const words = {
      kind: 'activity',
      title: ' 周五义诊 ',
      body: '第一段。\n\n第二段。',
      phone: '0451-5555-0109',
      address: '一楼活动室',
    };
    const notice = await publish(words);
    expect(notice).toEqual({
      ...words,
      id: notice.id,
      title: '周五义诊',
      state: 'published',
      pictures: [],
      byline: '社区书记',
      place: { code: JIANGPAN, level: 'community', name: '江畔社区' },
      above: ['哈尔滨市', '道外区', '东原街道'],
      publishAt: town.clock.now().toISOString(),
      pinned: false,
      version: 1,
      correctedAt: null,
      withdrawn: null,
      mustKnow: false,
      held: null,
    });
    expect((await town.as(null).notices.open({ noticeId: notice.id })).notice).toEqual(notice);
    expect(await titles()).toContain('周五义诊');
  });

  test.each([
    ['street', DONGYUAN_STREET, '街道办事处'],
    ['editor', HARBIN, '报社编辑部'],
  ] as const)(
    'a notice of the %s carries the byline of that office, unless it names another',
    async (who, nodeCode, byline) => {
      const given = { communityCode: undefined, nodeCode };
      expect((await town.as(who).notices.publish(draftOf(given))).notice.byline).toBe(byline);
      const named = { ...given, byline: '便民服务中心' };
      expect((await town.as(who).notices.publish(draftOf(named))).notice.byline).toBe('便民服务中心');
    },
  );

  test('a draft is rewritten until it is published, and then it is one notice', async () => {
    const { id, state, publishAt } = await draft({ title: '停水' });
    expect([state, publishAt]).toEqual(['draft', null]);
    expect(await draft({ noticeId: id, title: '周四停水', phone: '110' })).toMatchObject({ id, phone: '110' });
    expect(await titles()).not.toContain('周四停水');
    expect(await publish({ noticeId: id, title: '周四全天停水' })).toMatchObject({
      id,
      state: 'published',
      phone: null,
    });
    expect(await titles()).toContain('周四全天停水');
    await refusedWhole(() => draft({ noticeId: id }), 'notice.notDraft');
    await refusedWhole(() => publish({ noticeId: id }), 'notice.notDraft');
  });

  test('a draft published by two of the staff at once is published once', async () => {
    const { id } = await draft();
    const both = [town.as('secretary'), town.as('street')].map((call) =>
      call.notices.publish(draftOf({ noticeId: id })),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ refusal: 'notice.notDraft' });
  });

  test('a draft stays at its place, and does not become another place’s notice', async () => {
    const { id } = await draft();
    const elsewhere = draftOf({ noticeId: id, communityCode: FANGYUAN });
    await refusedWhole(() => town.as('street').notices.publish(elsewhere), 'notice.moved');
    await refusedWhole(() => town.as('street').notices.draft(elsewhere), 'notice.moved');
    await refusedWhole(() => publish({ noticeId: '99' }), 'notice.missing');
  });

  test('a notice comes out at its time, to the millisecond, by the clock alone', async () => {
    const publishAt = inOneHour();
    const notice = await publish({ title: '明早开始登记', publishAt });
    expect(notice).toMatchObject({ state: 'scheduled', publishAt });
    const open = () => town.as('resident-1').notices.open({ noticeId: notice.id });
    town.clock.advance(3_600_000 - 1_001);
    expect(await titles()).not.toContain('明早开始登记');
    town.clock.advance(1_000);
    expect(await refusalOf(open())).toBe('notice.missing');
    town.clock.advance(1);
    expect((await open()).notice.state).toBe('published');
    expect(await titles()).toContain('明早开始登记');
  });

  test('a time to publish lies ahead, within ninety days', async () => {
    const at = (ms: number) => new Date(town.clock.now().getTime() + ms).toISOString();
    await refusedWhole(() => publish({ publishAt: at(0) }), 'notice.past');
    await refusedWhole(() => publish({ publishAt: at(90 * 86_400_000 + 1) }), 'notice.farAhead');
    expect(await publish({ publishAt: at(90 * 86_400_000) })).toMatchObject({ state: 'scheduled' });
  });
});

describe('what may be written', () => {
  test.each([
    ['no title', { title: '' }],
    ['a title of blanks', { title: ' \n ' }],
    ['a title of 201 letters', { title: '水'.repeat(201) }],
    ['a title with a hidden character', { title: '停水\u202e' }],
    ['a title that is a number', { title: 5 }],
    ['no body', { body: '' }],
    ['a body of 20,001 letters', { body: '水'.repeat(20_001) }],
    ['half a letter', { body: '\ud83e' }],
    ['an unknown kind', { kind: 'advertisement' }],
    ['a byline of 21 letters', { byline: '社'.repeat(21) }],
    ['a telephone of words', { phone: '找老王' }],
    ['ten pictures', { pictures: Array.from({ length: 10 }, (_, i) => `${i + 1}`) }],
    ['no place', { communityCode: undefined }],
    ['two places', { nodeCode: HARBIN }],
    ['no number of the client', { clientId: undefined }],
    ['a short number of the client', { clientId: 'short' }],
    ['a writer of its own choice', { madeBy: '1' }],
    ['figures of its own', { readers: 1000 }],
  ])('a notice with %s is refused as a draft and as a publication', async (_, given) => {
    await refusedWhole(() => draft(given), 'input.invalid');
    await refusedWhole(() => publish(given), 'input.invalid');
  });

  test('a title of 200 letters and a body of 20,000 are the longest there are', async () => {
    const words = { title: '水'.repeat(200), body: '水'.repeat(20_000) };
    expect(await publish(words)).toMatchObject(words);
    await town.as('secretary').notices.withdraw({ noticeId: (await publish(words)).id, reason: '太长' });
  });

  test('pictures are the writer’s own, in the writer’s order; nobody else’s, and none that never arrived', async () => {
    const [me, other] = [await idOf(town.as('secretary')), await idOf(town.as('street'))];
    const mine = [await pictureOf(town, me), await pictureOf(town, me)].reverse();
    expect((await publish({ pictures: mine })).pictures.map(({ id }) => id)).toEqual(mine);
    for (const bad of [await pictureOf(town, other), await pictureOf(town, me, false), '99'])
      await refusedWhole(() => publish({ pictures: [mine[0], bad] }), 'file.missing');
  });

  test('a colleague publishes a draft with the pictures it has, and adds none of somebody else’s', async () => {
    const me = await idOf(town.as('secretary'));
    const pictures = [await pictureOf(town, me)];
    const { id } = await draft({ pictures });
    const stranger = await pictureOf(town, me);
    const street = town.as('street');
    await refusedWhole(
      () => street.notices.publish(draftOf({ noticeId: id, pictures: [...pictures, stranger] })),
      'file.missing',
    );
    const { notice } = await street.notices.publish(draftOf({ noticeId: id, pictures }));
    expect(notice.pictures.map((picture) => picture.id)).toEqual(pictures);
  });
});

describe('who may write', () => {
  test.each(['resident-1', 'gridworker', 'merchant'] as const)('a %s publishes and drafts nothing', async (persona) => {
    await refusedWhole(() => town.as(persona).notices.publish(draftOf()), 'role.missing');
    await refusedWhole(() => town.as(persona).notices.draft(draftOf()), 'role.missing');
  });

  test('a secretary writes for their own community, and not for the one beside it, the street above it or another district', async () => {
    const places = [
      { communityCode: FANGYUAN },
      { communityCode: XIAOHONG },
      { communityCode: undefined, nodeCode: DONGYUAN_STREET },
    ];
    for (const place of places) await refusedWhole(() => publish(place), 'role.missing');
    await refusedWhole(() => town.as(null).notices.publish(draftOf()), 'session.required');
  });

  test('nobody writes for a community that is switched off or a place that does not exist', async () => {
    const editor = town.as('editor');
    await refusedWhole(() => editor.notices.publish(draftOf({ communityCode: YANJIANG })), 'org.closed');
    await refusedWhole(() => editor.notices.draft(draftOf({ communityCode: '230104009999' })), 'org.missing');
    await refusedWhole(
      () => editor.notices.publish(draftOf({ communityCode: undefined, nodeCode: '230199' })),
      'org.missing',
    );
  });
});

describe('a number of the client', () => {
  test.each(['draft', 'publish'] as const)(
    'repeated gives the first answer of %s and no second notice, also eight times at once',
    async (verb) => {
      const input = draftOf({ title: '只有一条' });
      const before = await rowsOf(town, 'notice');
      const answers = await Promise.all(Array.from({ length: 8 }, () => town.as('secretary').notices[verb](input)));
      town.clock.advance(60_000);
      const late = await town.as('secretary').notices[verb](input);
      expect(answers).toEqual(Array.from({ length: 8 }, () => late));
      expect(await rowsOf(town, 'notice')).toBe(before + 1);
      await refusedWhole(() => town.as('secretary').notices[verb]({ ...input, title: '另一条' }), 'input.idReused');
    },
  );

  test('is one person’s own: the same number of somebody else is another notice', async () => {
    const input = draftOf({ clientId: clientId() });
    const mine = await town.as('secretary').notices.publish(input);
    const theirs = await town.as('street').notices.publish({ ...input, title: '别人的' });
    expect(theirs.notice.id).not.toBe(mine.notice.id);
  });

  test('of a refused try is free again once the mistake is mended', async () => {
    const input = draftOf();
    await refusedWhole(() => publish({ ...input, publishAt: town.clock.now().toISOString() }), 'notice.past');
    expect(await publish(input)).toMatchObject({ state: 'published' });
  });
});
