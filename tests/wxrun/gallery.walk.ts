import { say } from '../../src/gallery/words';
import { words } from '../../src/kit/words';
import { openWechatTown } from '../kit/wechatTown';
import { openChromium } from './drive/chromium';
import { cityForWalks } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** Every part that pages are made of, touched in each of its states where they all stand. */
const walks = cityForWalks(openWechatTown);
let phone: Phone;
beforeEach(async () => {
  phone = await launch({ city: walks.city, glass: openChromium, path: 'gallery/all/index' });
  await phone.see(say.parts.pages);
});
afterEach(async () => void (await phone.close()));

test('a button acts once a press; one that is busy or switched off does not, and a row acts as a button', async () => {
  const { button } = say;
  await phone.tap(button.main);
  await phone.see(button.tapped(1));
  await phone.tap(button.quiet);
  await phone.tap(button.long);
  await phone.tap(say.row.title);
  await phone.see(button.tapped(4));
  for (const off of [button.busy, button.disabled])
    await expect(phone.act('reach', off)).rejects.toThrow('switched off');
  await phone.see(button.tapped(4));
});

test('what is typed stays, and says how much room is left only when it runs out', async () => {
  await phone.type(say.field.hint, '周四停水');
  expect(await phone.act('written', say.field.hint)).toBe('周四停水');
  expect(await phone.reading()).not.toContain('4/20');
  await phone.type(say.field.hint, '周四早上九点停水下午三点恢复请接水');
  await phone.see('17/20');
  await phone.see(say.field.wrong);
});

test('one of a few can be chosen, and the choice is heard', async () => {
  await phone.tap(say.kinds.activity);
  const role = () => phone.act('attribute', `.choice__one--on “${say.kinds.activity}”`, 'role');
  await until('the choice holds and says what it is', async () => (await role().catch(() => null)) === 'radio');
});

test('a sheet comes up, and closes by its word and by its button', async () => {
  await phone.tap(say.sheet.open);
  await phone.see(say.sheet.text);
  expect(await phone.act('attribute', '.sheet__paper', 'role')).toBe('dialog');
  await phone.tap(words.close);
  await phone.seeNoMore(say.sheet.text);
  await phone.tap(say.sheet.open);
  await phone.tap(say.sheet.keep);
  await phone.seeNoMore(say.sheet.text);
});

test('what is on its way, what failed and what is offline say so to a screen reader', async () => {
  expect(await phone.act('attribute', '.skeleton', 'aria-label')).toBe(words.loading);
  await phone.see(words.failed.unreached);
  await phone.see(say.refused);
  await phone.tap(say.networks.off);
  await phone.see(words.offline);
  expect(await phone.act('attribute', '.page__offline', 'role')).toBe('alert');
  await phone.tap(say.networks.on);
  await phone.seeNoMore(words.offline);
});

test('text grows for whoever sets it large, nothing runs over the edge, and the largest is the elder view', async () => {
  await phone.tap(say.scales.largest);
  await until('the elder view', () => phone.act('isBuiltIn', '.page.elder'));
  await phone.settled();
  expect(await phone.act('overflowing')).toEqual([]);
  expect(await phone.act('clipped')).toEqual([]);
});
