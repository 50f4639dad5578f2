import { pictureOf, published, rowsOf, ticketOf, YANJIANG } from './kit/acts';
import { draftOf, openTown, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const cardRow = (id: string) => town.db.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a card', () => {
  test('carries the notice’s own title and a path that opens the notice directly', async () => {
    const notice = await published(town, { title: '周五免费理发' });
    const shared = await town.as('resident-1').shares.card({ noticeId: notice });
    expect(shared.title).toBe('周五免费理发');
    expect(shared.path).toMatch(/^\//);
    const asked = new URL(shared.path, 'http://home');
    expect(Object.fromEntries(asked.searchParams)).toEqual({ id: notice, card: shared.card });
    const opened = await town
      .as(null)
      .notices.open({ noticeId: asked.searchParams.get('id') ?? '', card: shared.card });
    expect(opened.notice).toMatchObject({ id: notice, title: '周五免费理发' });
  });

  test('says nothing about eggs, and nothing about who made it', async () => {
    const { id, call } = await town.person();
    const notice = await published(town);
    const text = JSON.stringify(await call.shares.card({ noticeId: notice }));
    expect(text).not.toMatch(/蛋|egg/i);
    expect(text).not.toContain(id);
  });

  test.each([['notice'], ['story'], ['activity'], ['opinion']] as const)(
    'of a %s without pictures has the picture of its kind',
    async (kind) => {
      const notice = await published(town, { kind });
      const { imageUrl } = await town.as('resident-1').shares.card({ noticeId: notice });
      expect(new URL(imageUrl).pathname).toBe(`/pictures/${kind}.png`);
    },
  );

  test('of a notice with pictures has the 5:4 cut of the first', async () => {
    const secretary = await town.person({ roles: [['secretary', '230104009009']] });
    const pictures = [await pictureOf(town, secretary.id), await pictureOf(town, secretary.id)];
    const { notice } = await secretary.call.notices.publish(draftOf({ pictures }));
    const { imageUrl } = await town.as('resident-1').shares.card({ noticeId: notice.id });
    const first = notice.pictures[0]?.url.replace(/\.jpg$/, '') ?? 'none';
    expect(imageUrl).toBe(`${first}.card.jpg`);
  });

  test('is the same one when asked for again, also 20 times at once; another person’s is another', async () => {
    const notice = await published(town);
    const { call } = await town.person();
    const before = await rowsOf(town, 'card');
    const asked = await Promise.all(Array.from({ length: 20 }, () => call.shares.card({ noticeId: notice })));
    expect(new Set(asked.map(({ card }) => card)).size).toBe(1);
    expect(await rowsOf(town, 'card')).toBe(before + 1);
    const other = await town.as('resident-2').shares.card({ noticeId: notice });
    expect(other.card).not.toBe(asked[0]?.card);
  });

  test('remembers whether staff of the place made it, and the card its maker came by, from the first time', async () => {
    const notice = await published(town);
    const byStaff = await town.as('secretary').shares.card({ noticeId: notice });
    const reshared = await town.as('resident-3').shares.card({ noticeId: notice, from: byStaff.card });
    await town.as('resident-3').shares.card({ noticeId: notice, from: reshared.card });
    expect(await cardRow(byStaff.card)).toMatchObject({ by_staff: true, from_card: null });
    expect(await cardRow(reshared.card)).toMatchObject({ by_staff: false, from_card: byStaff.card });
  });

  test('takes no card of another notice for the one its maker came by', async () => {
    const elsewhere = await town.as('secretary').shares.card({ noticeId: await published(town) });
    const { card } = await town.as('resident-1').shares.card({ noticeId: await published(town), from: elsewhere.card });
    expect(await cardRow(card)).toMatchObject({ from_card: null });
  });

  test('of staff of another place is a resident’s card', async () => {
    const { call } = await town.person({ roles: [['secretary', YANJIANG]] });
    const { card } = await call.shares.card({ noticeId: await published(town) });
    expect(await cardRow(card)).toMatchObject({ by_staff: false });
  });

  test('made before a correction shows the title of the correction when it is asked for again', async () => {
    const notice = await published(town);
    const { card } = await town.as('resident-1').shares.card({ noticeId: notice });
    const corrected = {
      ...draftOf({ title: '周五上午停水' }),
      communityCode: undefined,
      noticeId: notice,
      note: '日期写错了',
    };
    await town.as('secretary').notices.correct(corrected);
    expect(await town.as('resident-1').shares.card({ noticeId: notice })).toMatchObject({
      card,
      title: '周五上午停水',
    });
  });
});

describe('no card', () => {
  test('is made of a draft or of what is not out yet, by staff neither; the clock alone brings it out', async () => {
    const secretary = town.as('secretary');
    const { notice: draft } = await secretary.notices.draft(draftOf());
    const publishAt = new Date(town.clock.now().getTime() + 60_000).toISOString();
    const { notice: scheduled } = await secretary.notices.publish(draftOf({ publishAt }));
    for (const noticeId of [draft.id, scheduled.id])
      expect(await refusalOf(secretary.shares.card({ noticeId }))).toBe('notice.missing');
    town.clock.advance(60_000);
    expect(await secretary.shares.card({ noticeId: scheduled.id })).toHaveProperty('card');
  });

  test('is made of a withdrawn notice', async () => {
    const notice = await published(town);
    await town.as('secretary').notices.withdraw({ noticeId: notice, reason: '写错了' });
    expect(await refusalOf(town.as('resident-1').shares.card({ noticeId: notice }))).toBe('notice.withdrawn');
  });

  test.each([
    ['no notice', {}, 'input.invalid'],
    ['a notice that is no number', { noticeId: '../1' }, 'input.invalid'],
    ['a notice that never was', { noticeId: '99' }, 'notice.missing'],
    ['a card in a wrong form', { noticeId: '99', from: 'short' }, 'input.invalid'],
    ['somebody else as its maker', { noticeId: '99', madeBy: '1' }, 'input.invalid'],
  ])('is made for %s', async (_, input, refusal) => {
    const before = await rowsOf(town, 'card');
    expect(await refusalOf(town.as('resident-1').shares.card(input as never))).toBe(refusal);
    expect(await rowsOf(town, 'card')).toBe(before);
  });

  test('is made for nobody: a newcomer joins first, and can read all the same', async () => {
    const notice = await published(town);
    expect(await refusalOf(town.as(null).shares.card({ noticeId: notice }))).toBe('session.required');
    expect(await ticketOf(town.as('resident-1'), notice)).toEqual(expect.any(String));
  });
});
