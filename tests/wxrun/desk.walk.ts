import { say as desk } from '../../src/desk/words';
import { words } from '../../src/kit/words';
import { refusals } from '../../types/refusals';
import { draftOf, JIANGPAN } from '../kit/town';
import { openWechatTown } from '../kit/wechatTown';
import { instead, type Stand } from './drive/instead';
import { openChromium } from './drive/chromium';
import { CODE_PICTURE, doubt, readByGroup, refused, REVIEW, RISKY, unchecked } from './drive/desk';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import type { Phone } from './drive/phone';

const walks = cityForWalks(openWechatTown);
beforeAll(() => doubt(walks.city.town));

const listPage = { glass: openJsdom, path: 'desk/list/index' };
const writePage = { glass: openJsdom, path: 'desk/write/index' };
const noticePage = (id: string) => ({ glass: openJsdom, path: 'desk/notice/index', query: { id } });
const sentence = (refusal: keyof typeof refusals): string => refusals[refusal][2];

async function publish(phone: Phone, title: string, body: string): Promise<void> {
  await phone.type(desk.titleHint, title);
  await phone.type(desk.bodyHint, body);
  await phone.tap(desk.preview);
  await phone.tap(desk.publishNow);
}
async function release(phone: Phone): Promise<void> {
  await phone.tap(desk.acts.release);
  await phone.see(words.edit.lack(desk.releasing.label));
  await phone.type(desk.releasing.hint, '看过了，没有问题');
  await phone.tap(desk.releasing.send);
}

test('what must be known is marked in the form, said in the preview, and stands on the desk', async () => {
  const { city } = walks;
  const phone = await phoneOf('secretary', { city, ...writePage });
  await phone.tap(desk.mustKnow.name);
  await phone.type(desk.titleHint, '明天停暖');
  await phone.type(desk.bodyHint, '明天上午停暖，下午恢复。');
  await phone.tap(desk.preview);
  await phone.see(desk.mustKnow.preview);
  // As residents read it, with the places above.
  await phone.see('道外区 东原街道 江畔社区');
  await phone.tap(desk.publishNow);
  await phone.seePage('notices/notice/index');
  await phone.close();

  const { notices } = await city.town.as('secretary').notices.desk({ communityCode: JIANGPAN });
  const made = notices.find(({ title }) => title === '明天停暖');
  expect(made?.mustKnow).toBe(true);
  const again = await phoneOf('secretary', { city, ...noticePage(made?.id ?? '') });
  await again.see(desk.mustKnow.name);
  await again.tap(desk.acts.correct);
  await again.seePage('desk/write/index');
  await again.see(desk.mustKnow.how);
  expect(await again.act('attribute', '.choice__one--on “须知晓”', 'role')).toBe('radio');
  await again.close();
});

test('words that do not pass the check stay in the form, and go out once they are others', async () => {
  const phone = await phoneOf('secretary', { city: walks.city, ...writePage });
  await publish(phone, '想了很久的题目', `写了很久的一段话，${RISKY}。`);
  await phone.see(sentence('content.risky'));
  await phone.tap(desk.rewrite);
  await phone.seeNoMore(desk.previewNote);
  await phone.tap(desk.preview);
  await phone.see(`写了很久的一段话，${RISKY}。`);
  await phone.tap(desk.rewrite);
  await phone.type(desk.bodyHint, '换了一个说法。');
  await phone.tap(desk.preview);
  await phone.tap(desk.publishNow);
  await phone.seePage('notices/notice/index');
  await phone.see('想了很久的题目');
  await phone.see('换了一个说法。');
  await phone.close();
});

test('what WeChat wants looked at is not called published, and waits until somebody else has read it and lets it out', async () => {
  const { city } = walks;
  const title = '要人看一看的';
  const writer = await phoneOf('secretary', { city, ...writePage });
  await publish(writer, title, `这段话微信${REVIEW}。`);
  await writer.seePage('desk/notice/index');
  await writer.see(desk.held.next.review);
  expect(await writer.act('find', `.button “${desk.acts.release}”`)).toBe(false);
  await writer.close();

  const other = await phoneOf('street', { city, glass: openChromium, path: 'desk/list/index' });
  await other.see(desk.waiting(1));
  await other.see(desk.held.waitsFor.review);
  await other.tap(title);
  await other.seePage('desk/notice/index');
  await other.see(`这段话微信${REVIEW}。`);
  await release(other);
  await other.see(desk.states.published);
  await other.seeNoMore(desk.held.next.review);
  await other.back();
  await other.seeNoMore(desk.held.waitsFor.review);
  await other.close();
});

test('why it is let out is kept until it was sent, and a notice that came out meanwhile says so', async () => {
  const { city } = walks;
  const id = await unchecked(city.town, { title: '检查不了的时候', mustKnow: true });
  const phone = await phoneOf('secretary', { city, ...noticePage(id) });
  await phone.see(desk.held.next.unchecked);
  await phone.offline();
  await release(phone);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const later = await phoneOf('secretary', { city, storage, ...noticePage(id) });
  await later.tap(desk.acts.release);
  await city.town.run('held');
  await later.tap(desk.releasing.send);
  await later.see(sentence('content.notHeld'));
  await later.see(desk.states.published);
  await later.close();
});

test('a draft that did not pass the check says so on the desk and where it is rewritten', async () => {
  const { city } = walks;
  await refused(city.town, '退回来的草稿');
  const phone = await phoneOf('secretary', { city, ...listPage });
  await phone.see(desk.held.risky);
  await phone.tap(`退回来的草稿，${RISKY}`);
  await phone.seePage('desk/write/index');
  await phone.see(desk.held.next.risky);
  await phone.close();
});

test('a correction that needs a second look is refused, and stays as it was written', async () => {
  const { city } = walks;
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ title: '要更正的' }));
  const phone = await phoneOf('secretary', { city, ...writePage, query: { id: notice.id } });
  await phone.type(desk.bodyHint, `改成微信${REVIEW}的话。`);
  await phone.type(desk.noteHint, '改了时间');
  await phone.tap(desk.preview);
  await phone.tap(desk.correct);
  await phone.see(sentence('content.review'));
  await phone.see(`改成微信${REVIEW}的话。`);
  await phone.close();
});

test('the groups a notice travelled through are counted, and given the names people know', async () => {
  const { city } = walks;
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ title: '走了几个群' }));
  await readByGroup(city.town, notice.id, 'of-the-stairs', 6);
  const phone = await phoneOf('secretary', { city, ...noticePage(notice.id) });
  await phone.see(desk.groups.how);
  await phone.tap(desk.groups.unnamed);
  await phone.type(desk.groups.naming.hint, '三号楼邻居群');
  await phone.offline();
  await phone.tap(desk.groups.naming.send);
  await phone.see(words.failed.offline);
  await phone.online();
  await phone.tap(words.close);
  await phone.seeNoMore(desk.groups.naming.title);
  // What was typed is still there when the sheet is opened again, and can be sent as it is.
  await phone.tap(desk.groups.unnamed);
  await phone.see(desk.groups.naming.title);
  await phone.tap(desk.groups.naming.send);
  await phone.see('三号楼邻居群');
  await phone.seeNoMore(desk.groups.unnamed);
  await phone.close();
});

test('a code for the newspaper is drawn once it is said where it hangs, and shown large enough to print', async () => {
  const { city } = walks;
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ title: '登报的通知' }));
  const phone = await phoneOf('secretary', { ...noticePage(notice.id), city, glass: openChromium });
  await phone.see(desk.noDays);
  await phone.tap(desk.acts.code);
  await phone.tap(desk.code.places.newspaper);
  await phone.see(desk.code.how.newspaper);
  await phone.tap(desk.code.larger);
  const { calls } = await phone.close();
  expect(calls).toMatchObject({ previewImage: 1 });
});

test('the code of a community is on its desk; where WeChat is not connected, that is said', async () => {
  const { city } = walks;
  const stands: Record<string, Stand> = { 'codes.community': () => 'wechat.off' };
  const phone = await phoneOf('secretary', { city: instead(city, stands), ...listPage });
  await phone.tap(desk.code.community);
  await phone.tap(desk.code.places.door);
  await phone.see(sentence('wechat.off'));
  await phone.see(desk.code.off);
  stands['codes.community'] = () => ({ url: CODE_PICTURE });
  await phone.tap(desk.code.places.office);
  await phone.see(desk.code.how.office);
  await phone.close();
});
