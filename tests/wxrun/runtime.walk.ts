import type { Artefact } from './compile/artefact';
import { compileProgram } from './compile/program';
import { openJsdom } from './drive/jsdom';
import type { Glass } from './drive/glass';
import type { Entry, Request } from './program';

/** The runtime's own promises, over a small program written here: what it gets wrong, every walk would believe. */
const program = (page: string, wxml: string, more: Record<string, string> = {}): Artefact =>
  new Map(
    Object.entries({
      'app.json': JSON.stringify({ pages: ['first', 'second'], subPackages: [{ root: 'far', pages: ['third'] }] }),
      'app.js': 'App({ onLaunch(o) { this.scene = o.scene } })',
      'first.json': '{}',
      'first.js': page,
      'first.wxml': wxml,
      ...pageAt('second'),
      ...pageAt('far/third'),
      ...more,
    }).map(([path, text]) => [path, Buffer.from(text)]),
  );
const pageAt = (path: string) => ({
  [`${path}.json`]: '{}',
  [`${path}.js`]: 'Page({ data: { log: [] }, onLoad(q) { this.setData({ q: JSON.stringify(q) }) } })',
  [`${path}.wxml`]: `<view>${path} {{q}}</view>`,
});

const requests: Request[] = [];
const start = (page: string, wxml: string, entry: Entry = {}, more: Record<string, string> = {}): Promise<Glass> =>
  openJsdom(compileProgram(program(page, wxml, more)), entry, async (request) => {
    requests.push(request);
    return { status: 200, header: {}, body: '{"fine":true}' };
  });
const soon = () => new Promise((go) => setTimeout(go, 60));
const LOGS = 'data: { log: "" }, say(word) { this.setData({ log: this.data.log + word + " " }) },';

test('a tap bubbles, and stops where it is caught', async () => {
  const glass = await start(
    `Page({ ${LOGS} outer() { this.say('outer') }, wall() { this.say('wall') }, inner(e) { this.say(e.currentTarget.dataset.n) } })`,
    `<view bindtap="outer"><view class="free" bindtap="inner" data-n="free">free</view>
     <view catchtap="wall"><view class="held" bindtap="inner" data-n="held">held</view></view></view><view class="log">{{log}}</view>`,
  );
  await glass.touch('.free');
  await glass.touch('.held');
  expect(await glass.act('reading')).toContain('free outer held wall ');
  await glass.close();
});

test('a page hears its lifecycle in order, and gets its query as it was written', async () => {
  const glass = await start(
    `Page({ ${LOGS} onLoad(q) { this.say('load:' + q.a + ':' + getApp().scene) }, onShow() { this.say('show') },
      onReady() { this.say('ready') }, onHide() { this.say('hide') }, go() { wx.navigateTo({ url: 'second?x=%20y' }) } })`,
    '<view bindtap="go">go</view><view>{{log}}</view>',
    { query: { a: '1' }, scene: 1044 },
  );
  await soon();
  await glass.touch('go');
  await soon();
  expect(await glass.act('reading')).toContain('second {"x":"%20y"}');
  await glass.act('back');
  expect(await glass.act('reading')).toContain('load:1:1044 show ready hide show');
  await glass.close();
});

test('setData crosses as JSON: what JSON does not carry does not arrive, and a function is a trouble', async () => {
  const glass = await start(
    'Page({ data: {}, onLoad() { this.setData({ text: "家", at: new Date(0), none: undefined, act() {} }) } })',
    '<view>{{text}} {{at}}</view>',
  );
  expect(await glass.act('reading')).toContain('家 1970-01-01T00:00:00.000Z');
  const { crossings, troubles } = await glass.act('report');
  expect(crossings[0]?.bytes).toBe(Buffer.byteLength('{"text":"家","at":"1970-01-01T00:00:00.000Z"}'));
  expect(troubles.join()).toContain('carries a function');
  await glass.close();
});

test('app code sees no browser, and what WeChat does not have is not on wx', async () => {
  const names = ['window', 'document', 'fetch', 'location', 'localStorage', 'navigator', 'XMLHttpRequest', 'URL'];
  const seen = names.map((name) => `typeof ${name}`).join(' + ');
  const glass = await start(
    `Page({ data: {}, onLoad() { this.setData({ seen: ${seen} + typeof wx.teleport + typeof Function('return this')() }) } })`,
    '<view>{{seen}}</view>',
  );
  expect(await glass.act('reading')).toContain('undefined'.repeat(names.length + 2));
  await glass.close();
});

test('a member of wx that the runtime lacks may be looked at, and is a trouble by name when called', async () => {
  const glass = await start(
    'Page({ data: {}, onLoad() { this.setData({ has: typeof wx.getBatteryInfo }) }, ask() { wx.getBatteryInfo({}) } })',
    '<view bindtap="ask">ask {{has}}</view>',
  );
  expect(await glass.act('reading')).toContain('ask function');
  expect((await glass.act('report')).troubles).toEqual([]);
  await glass.touch('ask');
  expect((await glass.act('report')).troubles.join()).toContain('wx.getBatteryInfo');
  await glass.close();
});

test('a request leaves through the test; without a network it fails in WeChat’s words', async () => {
  const glass = await start(
    `Page({ data: {}, ask() { wx.request({ url: 'http://cloud/x', method: 'POST', data: { a: 1 }, success: (r) => this.setData({ said: r.statusCode + ' ' + r.data.fine }),
      fail: (e) => this.setData({ said: e.errMsg }) }) } })`,
    '<view bindtap="ask">ask</view><view>{{said}}</view>',
  );
  await glass.touch('ask');
  await soon();
  expect(await glass.act('reading')).toContain('200 true');
  expect(requests.at(-1)).toMatchObject({ url: 'http://cloud/x', body: '{"a":1}' });
  await glass.act('setOnline', false);
  await glass.touch('ask');
  await soon();
  expect(await glass.act('reading')).toContain('request:fail net::ERR_INTERNET_DISCONNECTED');
  await glass.close();
});

test('a dialog is answered by tapping it, and covers what lies below', async () => {
  const glass = await start(
    `Page({ data: {}, ask() { wx.showModal({ title: '真的吗', success: (r) => this.setData({ said: r.confirm ? 'yes' : 'no' }) }) } })`,
    '<view bindtap="ask">ask</view><view>{{said}}</view>',
  );
  await glass.touch('ask');
  await soon();
  expect(await glass.touch('ask')).toBe(false);
  expect(await glass.touch('确定')).toBe(true);
  await soon();
  expect(await glass.act('reading')).toContain('yes');
  await glass.close();
});

test('one subpackage cannot use the scripts of another, nor the main package those of a subpackage', async () => {
  const reaching = start("require('./far/third'); Page({})", '<view />');
  await expect(reaching).rejects.toThrow('another package');
});

test('a share without a card, and a card that is only promised, are troubles', async () => {
  const glass = await start('Page({ onShareAppMessage: async () => ({ title: "later" }) })', '<view>x</view>');
  await glass.act('share');
  expect((await glass.act('report')).troubles.join()).toContain('promised');
  await glass.close();
});

test('a style rule counts in the width of the screen, and a tag means a built-in component', () => {
  const files = program('Page({})', '<view />', {
    'first.wxss': 'view.a{width:750rpx;height:10vh}@keyframes x{from{top:75rpx}to{top:0}}',
  });
  const { styles } = compileProgram(files);
  expect(styles.first).toBe(
    'wx-view.a{width:100vw;height:calc(var(--page-height) * 0.1)}@keyframes x{from{top:10vw}to{top:0}}',
  );
});

describe('what a person is asked', () => {
  const page = `Page({ ${LOGS}
    onLoad() { wx.onNeedPrivacyAuthorization((resolve, { referrer }) => { this.resolve = resolve; this.say('asked:' + referrer) }) },
    copy() { wx.setClipboardData({ data: '家', success: () => this.say('copied'), fail: (e) => this.say(e.errMsg + e.errno) }) },
    agree() { this.resolve({ event: 'agree', buttonId: 'yes' }) },
    cheat() { this.resolve({ event: 'agree', buttonId: 'yes' }) },
    refuse() { this.resolve({ event: 'exposureAuthorization' }); this.resolve({ event: 'disagree' }) },
    phone(e) { this.say(e.detail.code || e.detail.errMsg) },
    remind() { wx.requestSubscribeMessage({ tmplIds: ['a'], success: (r) => this.say(r.a), fail: (e) => this.say(e.errMsg) }) },
    later() { setTimeout(() => this.remind(), 400) } })`;
  const wxml = `<view class="copy" bindtap="copy">copy</view><view class="cheat" bindtap="cheat">cheat</view>
    <view class="refuse" bindtap="refuse">refuse</view><view class="remind" bindtap="remind">remind</view><view class="later" bindtap="later">later</view>
    <button id="yes" class="yes" open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="agree">yes</button>
    <button class="phone" open-type="getPhoneNumber" bindgetphonenumber="phone">phone</button><view>{{log}}</view>`;
  const after = async (glass: Glass, ...taps: string[]): Promise<string> => {
    for (const tap of taps) {
      await glass.touch(tap);
      await soon();
    }
    return glass.act('reading');
  };

  test('an act that uses the phone waits for a consent, fails in WeChat’s words without one, and asks once', async () => {
    const glass = await start(page, wxml, { askPrivacy: true });
    expect(await after(glass, '.copy', '.refuse')).toContain(
      'asked:setClipboardData setClipboardData:fail privacy permission is not authorized104',
    );
    expect(await after(glass, '.copy', '.yes', '.copy')).toContain('asked:setClipboardData copied copied');
    expect(await glass.act('clipboard')).toBe('家');
    await glass.close();
  });

  test('a consent that no button was tapped for is a trouble', async () => {
    const glass = await start(page, wxml, { askPrivacy: true });
    await after(glass, '.copy', '.cheat');
    expect((await glass.act('report')).troubles.join()).toContain('nobody has tapped');
    await glass.close();
  });

  test('a phone number comes by its button: after the consent, as a code, or as a no', async () => {
    const answers = { getPhoneNumber: [{ code: 'phone-1' }, { fail: 'user deny' }] };
    const glass = await start(page, wxml, { askPrivacy: true, answers });
    expect(await after(glass, '.phone', '.yes')).toContain('asked:button.getPhoneNumber phone-1');
    expect(await after(glass, '.phone')).toContain('getPhoneNumber:fail user deny');
    await glass.close();
  });

  test('the dialog for reminders comes from a tap, and at no other time', async () => {
    const glass = await start(page, wxml, { answers: { requestSubscribeMessage: [{ a: 'accept' }] } });
    expect(await after(glass, '.remind')).toContain('accept');
    await glass.touch('.later');
    await new Promise((go) => setTimeout(go, 500));
    expect(await glass.act('reading')).toContain('fail can only be invoked by user TAP gesture');
    await glass.close();
  });
});

test('a login code is the one the test gave, and otherwise one that no WeChat knows', async () => {
  const glass = await start(
    `Page({ ${LOGS} ask() { wx.login({ success: ({ code }) => this.say(code) }) } })`,
    '<view bindtap="ask">ask</view><view>{{log}}</view>',
    { answers: { login: [{ code: 'from-the-stand-in' }] } },
  );
  await glass.touch('ask');
  await soon();
  await glass.touch('ask');
  await soon();
  expect(await glass.act('reading')).toContain('from-the-stand-in login-code-1');
  await glass.close();
});
