import { say as filing } from '../../src/reports/filing/words';
import { say as thread } from '../../src/reports/thread/words';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, phoneOf } from './drive/people';
import { launch } from './drive/phone';
import { report, states } from './drive/reportFiles';

/** What waits on a phone: whose it is, and when it goes out. */
const walks = cityForWalks();
const FILE = 'reports/file/index';
const THREAD = 'reports/report/index';

test('when the network comes back it goes by itself, and an answer that was lost makes no second one', async () => {
  let isLost = true;
  const { town } = walks.city;
  const stood = instead(walks.city, {
    'reports.file': async (input) => {
      const filed = await town.as('resident-3').reports.file(input as never);
      return isLost ? null : filed;
    },
  });
  const phone = await phoneOf('resident-3', { city: stood, glass: openJsdom, path: FILE });
  await phone.see(filing.promise.open);
  await phone.type(filing.textHint, '健身器材松了，孩子玩着不放心');
  await phone.tap(filing.send);
  await phone.see(filing.queued);
  isLost = false;
  await phone.offline();
  await phone.online();
  await phone.seePage(THREAD);
  await phone.close();
  const sent = stood.asked.filter(({ name }) => name === 'reports.file').map(({ input }) => input['clientId']);
  expect(sent).toHaveLength(2);
  expect(new Set(sent).size).toBe(1);
  expect((await town.as('resident-3').reports.mine({})).reports).toHaveLength(1);
});

test('what one person wrote on a phone is not shown to the next, and goes out only as theirs', async () => {
  const text = '自行车棚的顶漏雨';
  let isLost = true;
  const stood = instead(walks.city, {
    'reports.file': (input) => (isLost ? null : walks.city.town.as('resident-1').reports.file(input as never)),
  });
  const sent = () => stood.asked.filter(({ name }) => name === 'reports.file').map(({ input }) => input['clientId']);
  const phone = await launch({ city: stood, glass: openJsdom, path: FILE });
  await phone.type(filing.textHint, text);
  await become(phone, 'resident-1');
  await phone.see(filing.to('江畔社区'));
  await phone.tap(filing.send);
  await phone.see(filing.queued);
  await phone.see(text);
  await become(phone, 'resident-3');
  await phone.seeNoMore(text);
  await phone.see(filing.promise.open);
  expect(sent()).toHaveLength(1);
  isLost = false;
  await become(phone, 'resident-1');
  await phone.seePage(THREAD);
  await phone.see(text);
  await phone.close();
  expect(sent()).toHaveLength(2);
  expect(new Set(sent()).size).toBe(1);
});

test('what is said when the days to object are over is kept, and becomes the beginning of something new', async () => {
  let isOver = false;
  const stood = instead(walks.city, {
    'reports.show': () => ({ report: states[isOver ? 'closed' : 'closing'] ?? report() }),
    'reports.object': () => {
      isOver = true;
      return 'report.step';
    },
  });
  const phone = await phoneOf('resident-1', { city: stood, glass: openJsdom, path: THREAD, query: { id: '7' } });
  await phone.tap('.thread__two .button--plain');
  await phone.type(thread.objecting.hint, '三楼的还是老样子');
  await phone.tap(thread.objecting.send);
  await phone.see(thread.anew.note);
  await phone.tap(thread.anew.send);
  await phone.seePage(FILE);
  await phone.see(filing.to('江畔社区'));
  const kept = Object.entries(await phone.act('storage')).filter(([, value]) =>
    JSON.stringify(value).includes('老样子'),
  );
  expect(kept.map(([key]) => key.split('@')[0])).toEqual(['jmk.report']);
  await phone.close();
});
