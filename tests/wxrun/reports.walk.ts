import sharp from 'sharp';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as filing } from '../../src/reports/filing/words';
import { say as thread } from '../../src/reports/thread/words';
import { say } from '../../src/reports/words';
import { say as tabs } from '../../src/tabs/words';
import { pictureOf } from '../kit/shops';
import { clientId, draftOf } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, pathOfCard, type Phone } from './drive/phone';

/** What a resident does: raises something, follows it, and says whether it is solved. Staff answer over the cloud's own wire. */
const walks = cityForWalks();
const FILE = 'reports/file/index';
const THREAD = 'reports/report/index';
const TEXT = '三单元二楼的灯不亮，晚上老人下楼看不清';

const photo = async (): Promise<string> => {
  const drawn = sharp({ create: { width: 80, height: 60, channels: 3, background: '#3a352e' } });
  return (await drawn.jpeg().toBuffer()).toString('base64');
};
async function take(phone: Phone, target: string): Promise<void> {
  await phone.act('answer', 'chooseMedia', { pictures: [await photo()] });
  await phone.tap(target);
  await phone.see(words.photos.remove(1));
}
/** The id of what the phone shows. */
const shownIn = async (phone: Phone): Promise<string> => {
  await phone.seePage(THREAD);
  return (await phone.act('where')).query['id'] ?? '';
};
const worker = () => walks.city.town.as('gridworker').reports;
const answer = (reportId: string, text: string) => worker().reply({ clientId: clientId(), reportId, text });
async function sayDone(reportId: string, text: string): Promise<void> {
  const { town } = walks.city;
  const { person } = await town.as('gridworker').session.me({});
  const id = await pictureOf(town, person?.id ?? '');
  const { key } = await town.db.selectFrom('file').select('key').where('id', '=', id).executeTakeFirstOrThrow();
  await town.storage.put(`${key}.jpg`, Buffer.from(await photo(), 'base64'));
  await worker().close({ clientId: clientId(), reportId, text, pictures: [id] });
}
const mineOf = async (persona: 'resident-1' | 'resident-2' | 'resident-3') =>
  (await walks.city.town.as(persona).reports.mine({})).reports;

test('from a card in a group something is raised with a photograph, two taps away, and its clock is seen', async () => {
  const { city } = walks;
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ title: '周末照常办公' }));
  const card = await city.town.as('secretary').shares.card({ noticeId: notice.id });
  const phone = await launch({ city, glass: openJsdom, scene: 1044, ...pathOfCard(card) });
  await become(phone, 'resident-1');
  await phone.see('周末照常办公');
  await phone.tap(notices.comments);
  await phone.seePage('reports/comments/index');
  await phone.tap(say.comments.file);
  await phone.seePage(FILE);
  await phone.see(filing.to('江畔社区'));
  await phone.see(filing.promise.open);
  await take(phone, words.photos.camera);
  await phone.type(filing.textHint, TEXT);
  await phone.tap(filing.publish);
  await phone.tap(filing.send);
  await phone.seePage(THREAD);
  await phone.see(say.clock.promise);
  // What it was raised with is in sight with it.
  await phone.see('张照片');
  const id = await shownIn(phone);
  await answer(id, '看到了，这就联系物业');
  await phone.act('pullDown');
  await phone.see('看到了，这就联系物业');
  await phone.see('答复了您');
  await phone.close();

  const { report } = await city.town.as('resident-1').reports.show({ reportId: id });
  expect(report).toMatchObject({ text: TEXT, mine: true, mayPublish: true, state: 'working' });
  expect(report.pictures).toHaveLength(1);
});

test('from home it is two taps, and what was raised is among mine', async () => {
  const phone = await phoneOf('resident-1', { city: walks.city, glass: openJsdom });
  await phone.act('press', '服务');
  await phone.seePage('tabs/services/index');
  await phone.tap(tabs.services.report);
  await phone.seePage(FILE);
  await phone.close();
  const other = await phoneOf('resident-1', { city: walks.city, glass: openJsdom, path: 'reports/mine/index' });
  await other.see(TEXT);
  await other.close();
});

test('without network photograph and words are kept on the phone, outlive a restart, and are sent once', async () => {
  const { city } = walks;
  const phone = await phoneOf('resident-2', { city, glass: openJsdom, path: FILE });
  await phone.see(filing.to('江畔社区'));
  await phone.offline();
  await take(phone, words.photos.camera);
  await phone.type(filing.textHint, '小广场的长椅断了一条腿');
  await phone.tap(filing.send);
  await phone.see(filing.queued);
  const [storage, files] = [await phone.act('storage'), await phone.act('files')];
  expect(Object.keys(files)).toHaveLength(1);
  await phone.close();
  const before = (await mineOf('resident-2')).length;

  const stood = instead(city, {});
  const later = await launch({ city: stood, glass: openJsdom, path: FILE, storage, files });
  await later.seePage(THREAD);
  await later.see('小广场的长椅断了一条腿');
  const report = await shownIn(later);
  expect(await later.act('files')).toEqual({});
  expect(JSON.stringify(await later.act('storage'))).not.toContain('长椅');
  await later.close();
  expect(stood.asked.filter(({ name }) => name === 'reports.file')).toHaveLength(1);
  const mine = await mineOf('resident-2');
  expect(mine).toHaveLength(before + 1);
  expect(mine.find(({ id }) => id === report)?.picture).not.toBeNull();
});

test('an answer appears on an open page that nobody touches', async () => {
  const { reports } = walks.city.town.as('resident-1');
  const { report } = await reports.file({
    clientId: clientId(),
    text: '垃圾桶的盖子掉了',
    open: true,
    mayPublish: false,
  });
  const query = { id: report.id };
  const phone = await phoneOf('resident-1', { city: walks.city, glass: openJsdom, path: THREAD, query });
  await phone.see(say.clock.promise);
  await answer(report.id, '下午就换');
  // The page looks by itself four times a minute.
  await new Promise((go) => setTimeout(go, 15_000));
  await phone.see('下午就换');
  await phone.close();
});

test('a neighbour’s report that is the same is joined instead, and the draft is gone only then', async () => {
  const { city } = walks;
  const phone = await phoneOf('resident-3', { city, glass: openJsdom, path: FILE });
  await phone.see(filing.promise.open);
  await phone.type(filing.textHint, '三单元二楼的灯不亮，老人看不清');
  await phone.see(filing.near.title);
  expect(JSON.stringify(await phone.act('storage'))).toContain('老人看不清');
  await phone.tap(filing.near.join);
  const id = await shownIn(phone);
  await phone.see(say.speakers.reporter);
  await phone.see(thread.leave);
  expect(JSON.stringify(await phone.act('storage'))).not.toContain('老人看不清');
  const { report } = await city.town.as('resident-1').reports.show({ reportId: id });
  expect(report.people).toBe(2);
  await phone.tap(thread.leave);
  await phone.seePage('tabs/home/index');
  await phone.close();
});

test('what is not solved is said with words and a photograph that no failure costs, answered again, agreed to, and rated once', async () => {
  const { city } = walks;
  const [one] = (await mineOf('resident-1')).filter(({ excerpt }) => excerpt === TEXT);
  const id = one?.id ?? '';
  await sayDone(id, '换了两只灯');
  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: THREAD, query: { id } });
  await phone.see(thread.ask);
  await phone.see('72 小时内可以提出');
  await phone.tap('.thread__two .button--plain');
  await phone.see(words.edit.lackWords);
  await phone.type(thread.objecting.hint, '三楼还是不亮');
  await take(phone, words.photos.take);
  await phone.offline();
  await phone.tap(thread.objecting.send);
  await phone.see('网络不通');
  await phone.online();
  await phone.tap(thread.objecting.send);
  await phone.see('三楼还是不亮');
  await phone.see(say.state('waiting', null, 1));
  await answer(id, '今晚再去看三楼');
  await sayDone(id, '三楼的灯座也换了');
  await phone.act('pullDown');
  await phone.see('三楼的灯座也换了');
  await phone.tap('.thread__two .button--main');
  await phone.see(say.state('closed', true, 1));
  await phone.tap(thread.rating.score(9));
  await phone.type(thread.rating.hint, '辛苦了');
  await phone.tap(thread.rating.send(9));
  await phone.see(thread.did.rate(9));
  await phone.seeNoMore(thread.rating.title);
  await phone.close();
  const { report } = await city.town.as('resident-1').reports.show({ reportId: id });
  expect(report).toMatchObject({ state: 'closed', solved: true, score: 9, reopened: 1 });
});

test('somebody asks under a notice, sees their question wait, and the answer is for everybody', async () => {
  const { city } = walks;
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ title: '免费理发' }));
  const query = { notice: notice.id };
  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: 'reports/comments/index', query });
  await phone.see(say.comments.none);
  await phone.tap(say.comments.write);
  await phone.type(say.comments.hint, '卧床的老人能上门理吗');
  await phone.offline();
  await phone.tap(say.comments.send);
  await phone.see('网络不通');
  await phone.online();
  await phone.tap(say.comments.send);
  await phone.see(say.comments.waiting);
  await phone.see('卧床的老人能上门理吗');
  await phone.close();
  const [mine] = (await mineOf('resident-1')).filter(({ kind }) => kind === 'comment');
  await answer(mine?.id ?? '', '能，打电话约时间');
  const other = await launch({ city, glass: openJsdom, path: 'reports/comments/index', query });
  await other.see('能，打电话约时间');
  await other.see(say.clock.neighbour);
  await other.close();
});

test('WeChat is asked for a message only at a tap', async () => {
  const stood = instead(walks.city, {
    'messages.offers': () => ({ offers: [{ template: 'reply', templateId: 'template-reply', left: 0 }] }),
    'messages.consent': () => ({ left: [{ template: 'reply', left: 1 }] }),
  });
  const [one] = await mineOf('resident-2');
  const phone = await phoneOf('resident-2', {
    city: stood,
    glass: openJsdom,
    path: THREAD,
    query: { id: one?.id ?? '' },
    answers: { requestSubscribeMessage: [{ 'template-reply': 'accept' }] },
  });
  await phone.tap(say.remind.reply.ask);
  await phone.see(say.remind.reply.on);
  const { calls } = await phone.close();
  expect(calls['requestSubscribeMessage']).toBe(1);
  expect(stood.asked.find(({ name }) => name === 'messages.consent')?.input).toMatchObject({ accepted: ['reply'] });
});

test.each(glasses)('in the elder view one thing at a time: raised, agreed to and rated, in %s', async (_, glass) => {
  const { city } = walks;
  const text = `井盖响，夜里睡不着（${glass === openJsdom ? '一' : '二'}）`;
  const phone = await phoneOf('resident-2', { city, glass, path: FILE, fontScale: 1.4 });
  await phone.see(filing.steps[0]);
  await phone.see(words.callPlace);
  await take(phone, words.photos.camera);
  await phone.see(filing.steps[1]);
  await phone.type(filing.textHint, text);
  await phone.tap(filing.next);
  await phone.see(filing.steps[2]);
  await phone.see(filing.promise.open);
  await phone.see(text);
  await phone.tap(filing.send);
  const id = await shownIn(phone);
  await answer(id, '明天一早来垫');
  await sayDone(id, '垫好了');
  await phone.act('pullDown');
  await phone.see(thread.ask);
  await phone.tap('.thread__two .button--main');
  await phone.see(thread.rating.title);
  await phone.tap(thread.rating.score(10));
  await phone.tap(thread.rating.send(10));
  await phone.see(thread.did.rate(10));
  await phone.see(words.callPlace);
  await phone.close();
});

test('in another community nothing is raised before one is chosen, and what was written is still there then', async () => {
  const phone = await launch({ city: walks.city, glass: openJsdom, path: FILE });
  await phone.type(filing.textHint, '路灯不亮');
  await phone.tap('.page__foot .button');
  await phone.seePage('community/find/index');
  expect(JSON.stringify(await phone.act('storage'))).toContain('路灯不亮');
  await phone.close();
});
