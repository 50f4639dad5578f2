import { words } from '../../src/kit/words';
import { say as desk } from '../../src/desk/words';
import { say as me } from '../../src/me/words';
import { say as tabs } from '../../src/tabs/words';
import type { Contract, Output } from '../../types';
import type { Persona } from '../../types/session';
import { refusals } from '../../types/refusals';
import { instead, type Stand } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import type { Launch, Phone } from './drive/phone';

/** What is a person's own to decide: their data, their phone, WeChat's reminders, and what of the phone is used. */
const walks = cityForWalks();
const open = (persona: Persona, path: string, stands: Record<string, Stand>, more: Partial<Launch> = {}) => {
  const city = instead(walks.city, stands);
  return phoneOf(persona, { city, glass: openJsdom, path, ...more }).then((phone) => ({ phone, city }));
};

describe('my data', () => {
  const PAGE = 'me/data/index';
  const mine: Output<Contract['session']['mine']> = {
    id: '4021',
    since: '2026-08-12T02:00:00.000Z',
    home: null,
    wechat: true,
    phone: null,
    roles: [],
    reads: Array.from({ length: 5 }, (_, i) => ({
      noticeId: `${i + 1}`,
      title: `第${i + 1}条`,
      at: '2026-09-30T02:00:00.000Z',
    })),
    opens: 8,
    eggs: [],
    handed: [],
    proxies: [],
    cards: [],
    groups: [],
    shops: [],
    coupons: [],
    helpful: [],
    words: [],
    messages: [],
    consents: [],
    reports: [],
    door: null,
    acknowledged: [],
    ...{ said: [], follows: [], posts: [] },
    notes: 0,
    pictures: 0,
  };
  const kept = { 'session.mine': () => mine };

  test('is shown, shortened, and copied as a whole', async () => {
    const { phone } = await open('resident-1', 'tabs/mine/index', kept);
    await phone.tap(tabs.me.data);
    await phone.see(me.data.more(2));
    await phone.tap(me.data.copy);
    await phone.see(words.copied);
    expect(JSON.parse((await phone.act('clipboard')) ?? '')).toEqual(mine);
    await phone.close();
  });

  test('takes a phone number by WeChat’s own button, and forgets it again', async () => {
    const { phone, city } = await open('resident-1', PAGE, {
      ...kept,
      'session.givePhone': () => ({ phone: '138****5678' }),
      'session.dropPhone': () => ({}),
    });
    await phone.act('answer', 'getPhoneNumber', { fail: 'user deny' });
    await phone.tap(me.phone.give);
    await phone.see(me.phone.refused);
    await phone.act('answer', 'getPhoneNumber', { code: 'phone-code-1' });
    await phone.tap(me.phone.give);
    await phone.see('138****5678');
    expect(city.asked.find(({ name }) => name === 'session.givePhone')?.input).toEqual({ code: 'phone-code-1' });
    await phone.tap(me.phone.drop);
    await phone.see(me.phone.none);
    await phone.close();
  });

  test('goes with the account, after a second tap; then a newcomer stands at home', async () => {
    const { phone, city } = await open('resident-2', PAGE, { ...kept, 'session.erase': () => ({}) });
    await phone.tap(me.erase.row);
    await phone.see(me.erase.rule);
    await phone.tap(me.erase.first);
    expect(city.asked.map(({ name }) => name)).not.toContain('session.erase');
    await phone.tap(me.erase.second);
    await phone.seePage('tabs/home/index');
    await phone.see(words.demo.now(words.demo.newcomer));
    expect(city.asked.map(({ name }) => name)).not.toContain('session.end');
    await phone.close();
  });

  test('of a demo person stays, and they read why', async () => {
    const { phone } = await open('resident-2', PAGE, { ...kept, 'session.erase': () => 'account.demo' as const });
    await phone.tap(me.erase.row);
    await phone.tap(me.erase.first);
    await phone.tap(me.erase.second);
    await phone.see(refusals['account.demo'][2]);
    await phone.tap(me.erase.keep);
    await phone.seeNoMore(me.erase.rule);
    await phone.close();
  });
});

describe('reminders', () => {
  const PAGE = 'me/reminders/index';
  const offers = (['notice', 'reply'] as const).map((template) => ({
    template,
    templateId: `id-${template}`,
    left: 0,
  }));
  const offered = { 'messages.offers': () => ({ offers }) };
  const say = (phone: Phone, notice: string, reply: string) =>
    phone.act('answer', 'requestSubscribeMessage', { 'id-notice': notice, 'id-reply': reply });

  test('are agreed to in WeChat’s dialog, and a consent outlives a failure under its own id', async () => {
    let tries = 0;
    const { phone, city } = await open('resident-1', PAGE, {
      ...offered,
      'messages.consent': () => (++tries < 2 ? null : { left: [{ template: 'notice', left: 1 }] }),
    });
    await say(phone, 'accept', 'reject');
    await phone.tap(me.reminders.ask);
    await phone.see(me.reminders.waiting);
    await phone.see(me.reminders.rejected);
    await phone.tap('.button--main');
    await phone.see(me.reminders.left(1));
    const sent = city.asked.filter(({ name }) => name === 'messages.consent').map(({ input }) => input);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]).toEqual({ clientId: expect.stringMatching(/^[\w-]{8,64}$/) as string, accepted: ['notice'] });
    await phone.close();
  });

  test('that WeChat keeps switched off are explained; where there are none, the page says so', async () => {
    const { phone } = await open('resident-1', PAGE, offered);
    await say(phone, 'ban', 'reject');
    await phone.tap(me.reminders.ask);
    await phone.see(me.reminders.banned);
    await phone.close();
    const none = await open('resident-1', PAGE, { 'messages.offers': () => ({ offers: [] }) });
    await none.phone.see(me.reminders.noneHere);
    await none.phone.close();
  });
});

describe('what of the phone is used', () => {
  test('is asked first; without pictures the words can still be published, and after a yes they are there', async () => {
    const { phone } = await open('secretary', 'desk/write/index', {}, { askPrivacy: true });
    await phone.type(desk.titleHint, '没有图片的通知');
    await phone.type(desk.bodyHint, '先写文字。');
    await phone.tap(desk.addPicture);
    await phone.see(words.privacy.why.chooseMedia);
    await phone.tap(words.privacy.later);
    await phone.see(words.privacy.noPictures);
    await phone.act('answer', 'chooseMedia', { pictures: [] });
    await phone.tap(desk.addPicture);
    await phone.tap(words.privacy.agree);
    await phone.seeNoMore(words.privacy.title);
    await phone.tap(desk.preview);
    await phone.see(desk.previewNote);
    await phone.close();
  });

  test('a closed question is a no, and copying says how it goes by hand', async () => {
    const { phone } = await open('resident-1', 'tabs/mine/index', {}, { askPrivacy: true });
    await phone.tap(tabs.me.idNote);
    await phone.see(words.privacy.why.setClipboardData);
    await phone.tap(words.privacy.contract);
    await phone.tap(words.close);
    await phone.see(words.copyFailed);
    await phone.close();
  });
});
