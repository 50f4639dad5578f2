import { say } from '../../src/eggs/words';
import { monthAndDate } from '../../src/kit/time';
import { words } from '../../src/kit/words';
import { say as filing } from '../../src/reports/filing/words';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { published } from '../kit/acts';
import { JIANGPAN, read } from '../kit/town';
import { books, closed } from './drive/eggLooks';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** What the filing page holds, once it is there. */
async function written(phone: Phone): Promise<string | null> {
  let text: string | null = null;
  await until('the words have their field', async () => {
    text = await phone.act('written', filing.textHint);
    return text !== null;
  });
  return text;
}

/** What an egg rests on: from the calendar to its entry in the closed books, and to a person where there is none. */
const walks = cityForWalks();
const { receipt: says } = say;

/** 居民一 has read yesterday, and yesterday is closed; the day before they read nothing. */
let yesterday: string;
let campaign: { id: string; name: string };
beforeAll(async () => {
  const { town } = walks.city;
  const { campaign: running } = await town.as('resident-1').eggs.calendar({});
  campaign = { id: running?.id ?? '', name: running?.name ?? '' };
  town.clock.advance(86_400_000);
  yesterday = shanghaiDay(town.clock.now());
  const id = await published(town, { communityCode: JIANGPAN, title: '周四上午停水' });
  await read(town, town.as('resident-1'), id);
  town.clock.at(`${addDays(yesterday, 1)} 00:10:00`);
  await town.app.chores.books?.work(() => true);
});

test.each(glasses)(
  'an egg is tapped, and its receipt is checked on the phone against what was published (%s)',
  async (_name, glass) => {
    const { city } = walks;
    const phone = await phoneOf('resident-1', { city, glass, path: 'eggs/calendar/index' });
    await phone.tap(say.toReceipt(say.date(...monthAndDate(yesterday)), yesterday, say.states.laid));
    await phone.seePage('eggs/receipt/index');
    await phone.see(says.laid(yesterday));
    await phone.see('周四上午停水');
    await phone.see(says.entryOf(yesterday, 1));
    await phone.seeNoMore(`egg/${campaign.id}/`);
    await phone.see(says.closedNote(yesterday));
    const { heads } = await city.town.as(null).eggs.heads({ campaignId: campaign.id });
    await phone.tap(say.showHash(yesterday));
    await phone.see(say.grouped(heads.at(-1)?.hash ?? 'no head'));
    await phone.tap(says.check);
    await phone.see(says.good);
    for (const [step] of say.steps) await phone.see(step);
    await phone.tap(says.copy);
    await phone.see(words.copied);
    const kept = JSON.parse((await phone.act('clipboard')) ?? '') as object;
    expect(kept).toEqual({
      campaign,
      day: yesterday,
      egg: expect.objectContaining({ number: 1 }) as unknown,
      proof: expect.objectContaining({ line: expect.stringMatching(/^laid egg\//) as unknown }) as unknown,
      later: [],
    });
    await phone.tap(says.read);
    await phone.seePage('notices/notice/index');
    await phone.back();
    await phone.settled();
    await phone.tap(says.toBooks);
    await phone.seePage('eggs/books/index');
    await phone.see(say.books.title(campaign.name));
    await phone.tap(say.showHash(yesterday));
    await phone.see(say.grouped(heads.at(-1)?.hash ?? 'no head'));
    await phone.close();
  },
);

test.each([
  ['usual', 1],
  ['elder', 1.4],
] as const)(
  'a day without an egg says why, and its appeal lies written on the page for reports (%s view)',
  async (_view, fontScale) => {
    const { city } = walks;
    const day = addDays(yesterday, -1);
    const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: 'eggs/calendar/index', fontScale });
    await phone.tap(say.toReceipt(say.missedOn(say.date(...monthAndDate(day))), day, say.states.missed));
    await phone.see(says.none(day));
    await phone.see(says.why.unread);
    await phone.tap(says.appeal);
    await phone.seePage('reports/file/index');
    expect(await written(phone)).toBe(says.appealText(campaign.name, day, says.why.unread));
    // Nothing was typed: it is no draft that would stand before the next one.
    expect(Object.keys(await phone.act('storage')).filter((key) => key.startsWith('jmk.report'))).toEqual([]);
    await phone.close();
  },
);

test('what somebody had begun to write before an appeal is not lost, and an appeal that was changed stays as it was changed', async () => {
  const city = instead(walks.city, {});
  const day = addDays(yesterday, -1);
  const phone = await phoneOf('resident-2', { city, glass: openJsdom, path: 'reports/file/index' });
  await phone.type(filing.textHint, '三单元的灯不亮');
  const begun = await phone.act('storage');
  await phone.close();

  const appeal = async (storage: Record<string, unknown>) => {
    const opened = await launch({ city, glass: openJsdom, storage, path: 'eggs/calendar/index' });
    await opened.tap(say.toReceipt(say.missedOn(say.date(...monthAndDate(day))), day, say.states.missed));
    await opened.tap(says.appeal);
    await opened.seePage('reports/file/index');
    return opened;
  };
  const held = await appeal(begun);
  await held.see(filing.behind);
  expect(await written(held)).toBe('三单元的灯不亮');
  await held.close();

  const signedIn = Object.fromEntries(Object.entries(begun).filter(([key]) => !key.startsWith('jmk.report')));
  const changing = await appeal(signedIn);
  const text = says.appealText(campaign.name, day, says.why.unread);
  expect(await written(changing)).toBe(text);
  await changing.type(filing.textHint, `${text}那天我看了停水的通知。`);
  const changed = await changing.act('storage');
  await changing.close();

  const again = await appeal(changed);
  expect(await written(again)).toBe(`${text}那天我看了停水的通知。`);
  await again.seeNoMore(filing.behind);
  await again.tap(filing.send);
  await again.seePage('reports/report/index');
  await again.close();
  // It went out once, as it was written, and to the community alone: neighbours are not asked to join.
  const sent = city.asked.filter(({ name }) => name === 'reports.file').map(({ input }) => input);
  expect(sent).toEqual([expect.objectContaining({ text: `${text}那天我看了停水的通知。`, open: false })]);
});

test('a newcomer is asked to sign in, a link that is none says so, and without a network one may try again', async () => {
  const { city } = walks;
  const query = { campaign: campaign.id, day: yesterday };
  const newcomer = await launch({ city, glass: openJsdom, path: 'eggs/receipt/index', query });
  await newcomer.see(say.anonymousReceipt);
  await become(newcomer, 'resident-1');
  await newcomer.see(says.laid(yesterday));
  // Another person on the same phone sees a day of their own.
  await become(newcomer, 'resident-3');
  await newcomer.see(says.none(yesterday));
  await newcomer.close();

  const lost = await launch({ city, glass: openJsdom, path: 'eggs/receipt/index', query: { campaign: 'x', day: '1' } });
  await lost.see(say.badLink);
  await lost.tap(say.toCalendar);
  await lost.seePage('eggs/calendar/index');
  await lost.close();

  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: 'eggs/receipt/index', query });
  await phone.see(says.closed);
  await phone.offline();
  await phone.tap(says.check);
  await phone.see(words.failed.unreached);
  await phone.online();
  await phone.tap(words.failed.retry);
  await phone.see(says.good);
  await phone.close();

  const wrong = { campaign: '99', day: yesterday };
  const other = await phoneOf('resident-1', { city, glass: openJsdom, path: 'eggs/receipt/index', query: wrong });
  await other.see(words.failed.home);
  await other.close();
});

test('a neighbour’s line in the place of one’s own is found out on the phone, and the page says at which step', async () => {
  const forged = instead(walks.city, {
    'eggs.heads': () => books,
    'eggs.receipt': () => ({
      ...closed,
      proof: closed.proof && { ...closed.proof, line: closed.proof.line.replace('open=', 'open=1') },
    }),
  });
  const query = { campaign: closed.campaign.id, day: closed.day };
  const phone = await phoneOf('resident-1', { city: forged, glass: openJsdom, path: 'eggs/receipt/index', query });
  await phone.tap(says.check);
  await phone.see(says.bad);
  expect(await phone.act('attribute', '.proven__step--fails', 'aria-label')).toBe(
    words.facts(say.steps[1][1], says.fails),
  );
  await phone.close();
});
