import { DONGYUAN_STREET, FANGYUAN, HARBIN, published, switchOn } from './kit/acts';
import { draftOf, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
afterAll(() => town.close());

/** What is kept for a second about a feed is forgotten: the tests below look at the feed and not at the keeping. */
const aMomentLater = () => town.clock.advance(1_000);
const feed = (communityCode = JIANGPAN, limit = 50) => town.as(null).notices.list({ communityCode, limit });
const idsOf = (page: { notices: { id: string }[] }) => page.notices.map(({ id }) => id);

describe('a community’s feed', () => {
  test('has its own notices, its street’s and the city’s; and neither the next community’s nor another street’s', async () => {
    const own = await published(town);
    const next = await published(town, { communityCode: FANGYUAN });
    const street = await published(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    const district = await published(town, { communityCode: undefined, nodeCode: '230104' });
    const city = await published(town, { communityCode: undefined, nodeCode: HARBIN });
    const other = await published(town, { communityCode: undefined, nodeCode: '230103010' });
    const all = [own, next, street, district, city, other];
    const shown = async (code: string) => {
      const ids = idsOf(await feed(code));
      return all.filter((id) => ids.includes(id));
    };
    expect(await shown(JIANGPAN)).toEqual([own, street, district, city]);
    expect(await shown(FANGYUAN)).toEqual([next, street, district, city]);
    expect(await shown(XIAOHONG)).toEqual([city, other]);
  });

  test('shows a title, the beginning of the text in one line, the place and both figures', async () => {
    const id = await published(town, { title: '周五义诊', body: `第一段。\n\n${'长'.repeat(100)}` });
    await town.as('resident-1').notices.open({ noticeId: id });
    aMomentLater();
    expect((await feed()).notices.find((one) => one.id === id)).toEqual({
      id,
      state: 'published',
      kind: 'notice',
      title: '周五义诊',
      excerpt: `第一段。 ${'长'.repeat(74)}…`,
      picture: null,
      byline: '报社编辑部',
      place: { code: JIANGPAN, level: 'community', name: '江畔社区' },
      publishAt: expect.any(String) as string,
      pinned: false,
      mustKnow: false,
      held: null,
      readers: 0,
      opens: 1,
    });
  });

  test('has no draft, nothing that is not out yet and nothing withdrawn, for its staff neither', async () => {
    const secretary = town.as('secretary');
    const { notice: draft } = await secretary.notices.draft(draftOf());
    const publishAt = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
    const { notice: scheduled } = await secretary.notices.publish(draftOf({ publishAt }));
    const withdrawn = await published(town);
    await secretary.notices.withdraw({ noticeId: withdrawn, reason: '写错了' });
    const shown = idsOf(await secretary.notices.list({ communityCode: JIANGPAN, limit: 50 }));
    for (const id of [draft.id, scheduled.id, withdrawn]) expect(shown).not.toContain(id);
  });

  test('puts a correction and a pin before the eyes of whoever looks next', async () => {
    const id = await published(town, { title: '旧题目' });
    const first = await feed();
    expect(await feed()).toEqual(first);
    await town.as('secretary').notices.pin({ noticeId: id, pinned: true });
    expect((await feed()).notices[0]).toMatchObject({ id, pinned: true });
    await town.as('secretary').notices.pin({ noticeId: id, pinned: false });
    expect((await feed()).notices.find((one) => one.id === id)).toMatchObject({ pinned: false });
  });

  test.each([
    ['no community', {}, 'input.invalid'],
    ['a street', { communityCode: DONGYUAN_STREET }, 'input.invalid'],
    ['a page of none', { communityCode: JIANGPAN, limit: 0 }, 'input.invalid'],
    ['a page of 51', { communityCode: JIANGPAN, limit: 51 }, 'input.invalid'],
    ['a forged place in it', { communityCode: JIANGPAN, before: 'made-up' }, 'input.invalid'],
    ['a community that is switched off', { communityCode: '230104009006' }, 'org.closed'],
    ['a community that does not exist', { communityCode: '230104009999' }, 'org.missing'],
  ])('for %s is refused', async (_, input, refusal) => {
    expect(await refusalOf(town.as(null).notices.list(input as never))).toBe(refusal);
  });
});

describe('paging', () => {
  /** Reads a list page by page to its end; between pages, something may happen. */
  async function pages(
    page: (
      before?: string,
    ) => Promise<{ notices: { id: string; pinned: boolean; publishAt: string | null }[]; next: string | null }>,
    between: (nth: number) => Promise<unknown> = async () => undefined,
  ) {
    const rows = [];
    let next: string | undefined;
    for (let nth = 1; nth < 100; nth++) {
      const answer = await page(next);
      rows.push(...answer.notices);
      if (answer.next === null) return rows;
      next = answer.next;
      await between(nth);
      aMomentLater();
    }
    throw new Error('The list has no end');
  }

  /** 70 notices of three levels, ten of them pinned, some of them published in the same millisecond. */
  const many = async () => {
    const places = [
      { communityCode: JIANGPAN },
      { communityCode: undefined, nodeCode: DONGYUAN_STREET },
      { communityCode: undefined, nodeCode: HARBIN },
    ];
    const ids: string[] = [];
    for (let i = 0; i < 70; i++) {
      if (i % 3 === 0) town.clock.advance(1);
      ids.push(await published(town, places[i % 3]));
    }
    for (const noticeId of ids.filter((_, i) => i % 7 === 0))
      await town.as('editor').notices.pin({ noticeId, pinned: true });
    return ids;
  };

  let before: string[];
  beforeAll(async () => {
    before = await many();
    aMomentLater();
  });

  test.each([1, 7, 20, 50])(
    'through a feed by pages of %i shows every notice once: pinned ones first, then the newest',
    async (limit) => {
      const rows = await pages((cursor) =>
        town.as(null).notices.list({ communityCode: JIANGPAN, limit, before: cursor }),
      );
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(before));
      const order = (row: (typeof rows)[number]) => `${row.pinned ? 1 : 0} ${row.publishAt ?? ''}`;
      expect(rows.map(order)).toEqual(rows.map(order).sort().reverse());
    },
  );

  test('loses and repeats none of them when notices are published between the pages', async () => {
    const fresh: string[] = [];
    const rows = await pages(
      (cursor) => town.as(null).notices.list({ communityCode: JIANGPAN, limit: 9, before: cursor }),
      async () => fresh.push(await published(town, { communityCode: undefined, nodeCode: HARBIN })),
    );
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before));
    expect(fresh.length).toBeGreaterThan(5);
  });

  test('through the desk shows every notice of the place once, newest first, also those not out', async () => {
    const { notice: draft } = await town.as('secretary').notices.draft(draftOf());
    const rows = await pages((cursor) =>
      town.as('secretary').notices.desk({ communityCode: JIANGPAN, limit: 8, before: cursor }),
    );
    const ids = rows.map(({ id }) => id);
    expect(ids[0]).toBe(draft.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before.filter((_, i) => i % 3 === 0)));
    expect(ids.map(BigInt)).toEqual(ids.map(BigInt).sort((a, b) => (a < b ? 1 : -1)));
  });
});

describe('the desk', () => {
  test('has a place’s drafts, scheduled, published and withdrawn notices, and no other place’s', async () => {
    const secretary = town.as('secretary');
    const { notice: draft } = await secretary.notices.draft(draftOf());
    const publishAt = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
    const { notice: scheduled } = await secretary.notices.publish(draftOf({ publishAt }));
    const { notice: withdrawn } = await secretary.notices.publish(draftOf());
    await secretary.notices.withdraw({ noticeId: withdrawn.id, reason: '写错了' });
    const street = await published(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    const { notices } = await secretary.notices.desk({ communityCode: JIANGPAN, limit: 3 });
    expect(notices.map(({ id, state }) => [id, state])).toEqual([
      [withdrawn.id, 'withdrawn'],
      [scheduled.id, 'scheduled'],
      [draft.id, 'draft'],
    ]);
    const desk = await town.as('street').notices.desk({ nodeCode: DONGYUAN_STREET, limit: 1 });
    expect(idsOf(desk)).toEqual([street]);
    expect(await town.as('street').notices.desk({ nodeCode: DONGYUAN_STREET, limit: 1 })).toEqual(desk);
  });

  test('is for the staff of the place alone', async () => {
    const desk = { communityCode: JIANGPAN };
    expect(await refusalOf(town.as(null).notices.desk(desk))).toBe('session.required');
    for (const persona of ['resident-1', 'gridworker', 'merchant'] as const)
      expect(await refusalOf(town.as(persona).notices.desk(desk))).toBe('role.missing');
    expect(await refusalOf(town.as('secretary').notices.desk({ communityCode: FANGYUAN }))).toBe('role.missing');
    expect(await refusalOf(town.as('secretary').notices.desk({ nodeCode: DONGYUAN_STREET }))).toBe('role.missing');
  });

  test.each([
    ['no place', {}],
    ['two places', { communityCode: JIANGPAN, nodeCode: HARBIN }],
    ['a page of 51', { communityCode: JIANGPAN, limit: 51 }],
    ['a forged place in it', { communityCode: JIANGPAN, before: 'made-up' }],
  ])('for %s is refused', async (_, input) => {
    expect(await refusalOf(town.as('editor').notices.desk(input))).toBe('input.invalid');
  });
});
