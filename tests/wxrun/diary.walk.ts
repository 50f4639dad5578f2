import sharp from 'sharp';
import { say as work } from '../../src/desk/now/words';
import { say } from '../../src/diary/words';
import { words } from '../../src/kit/words';
import { say as tabs } from '../../src/tabs/words';
import type { Persona } from '../../types/session';
import { clientId, JIANGPAN } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, phoneOf } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** 民情日记: what a grid worker notes after a walk, where there is a network and where there is none. */
const walks = cityForWalks();
const DIARY = { glass: openJsdom, path: 'diary/list/index' };
/** With nothing in the field there is nothing to note. */
const BLANK = '.diary__send .button--main[disabled]';
const THREAD = 'reports/report/index';

const photo = async (): Promise<string> => {
  const drawn = sharp({ create: { width: 80, height: 60, channels: 3, background: '#5d6b55' } });
  return (await drawn.jpeg().toBuffer()).toString('base64');
};
async function take(phone: Phone, target = words.photos.take): Promise<void> {
  await phone.act('answer', 'chooseMedia', { pictures: [await photo()] });
  await phone.tap(target);
  await phone.see(words.photos.remove(1));
}
const notesOf = async (who: Persona) => (await walks.city.town.as(who).diary.list({ limit: 50 })).notes;
const keep = (text: string, who: Persona = 'gridworker') =>
  walks.city.town.as(who).diary.keep({ clientId: clientId(), communityCode: JIANGPAN, text });
/** Each walk begins with an empty diary. */
beforeEach(async () => {
  const { diary } = walks.city.town.as('gridworker');
  for (const { id } of await notesOf('gridworker')) await diary.drop({ noteId: id });
});
const asked = ({ asked }: ReturnType<typeof instead>, name: string) => asked.filter((one) => one.name === name);

test('from the tab it is two taps to the field, a note is kept in one more, and nobody else finds it', async () => {
  const phone = await phoneOf('gridworker', { city: walks.city, glass: openJsdom, path: 'tabs/services/index' });
  await phone.tap(tabs.work.title);
  await phone.tap(work.acts.diary[0]);
  await phone.seePage(DIARY.path);
  await phone.see(say.private);
  await phone.see(say.empty);
  await phone.type(say.write.hint, '二单元的老人想有个扶手');
  await take(phone);
  await phone.tap(say.write.send);
  await phone.see(say.write.done);
  await phone.see('今天');
  await phone.seeNoMore(say.waiting.title);
  await phone.see('二单元的老人想有个扶手');
  // The field is free for the next one.
  expect(await phone.act('find', BLANK)).toBe(true);
  expect(await phone.act('files')).toEqual({});
  await phone.close();
  const [note, ...more] = await notesOf('gridworker');
  expect([note?.text, note?.pictures.length, more]).toEqual(['二单元的老人想有个扶手', 1, []]);
  const ids = note?.pictures.map(({ id }) => id) ?? [];
  const files = await walks.city.town.db.selectFrom('file').select('verdict').where('id', 'in', ids).execute();
  expect(files).toEqual([{ verdict: 'private' }]);

  const secretary = await phoneOf('secretary', { city: walks.city, ...DIARY });
  await secretary.see(say.empty);
  expect(await secretary.reading()).not.toContain('扶手');
  await secretary.close();
});

test('a network that goes between the photograph and the words costs nothing: both lie on the phone, outlive a restart, and are kept once', async () => {
  const { city } = walks;
  const before = await notesOf('gridworker');
  const phone = await phoneOf('gridworker', { city, ...DIARY });
  await phone.see(say.where.at('江畔社区'));
  await take(phone);
  await phone.settled();
  await phone.offline();
  await phone.type(say.write.hint, '车棚的灯一直闪');
  await phone.tap(say.write.send);
  await phone.see(say.waiting.title);
  await phone.see('车棚的灯一直闪');
  // A second one, while the first still waits, with a photograph that has not gone anywhere.
  await phone.type(say.write.hint, '路口积水');
  await take(phone);
  await phone.tap(say.write.send);
  await phone.see('路口积水');
  const [storage, files] = [await phone.act('storage'), await phone.act('files')];
  expect(Object.keys(files)).toHaveLength(2);
  await phone.close();
  expect(await notesOf('gridworker')).toHaveLength(before.length);

  const stood = instead(city, {});
  const later = await launch({ city: stood, storage, files, ...DIARY });
  // Notes have a day once the cloud has them.
  await later.see('今天');
  await later.seeNoMore(say.waiting.title);
  await later.see('路口积水');
  await later.see('车棚的灯一直闪');
  expect(await later.act('files')).toEqual({});
  expect(JSON.stringify(await later.act('storage'))).not.toMatch(/积水|一直闪/);
  await later.close();
  expect(asked(stood, 'diary.keep')).toHaveLength(2);
  const after = await notesOf('gridworker');
  expect(after.slice(0, 2).map(({ text, pictures }) => [text, pictures.length])).toEqual([
    ['路口积水', 1],
    ['车棚的灯一直闪', 1],
  ]);
  expect(after).toHaveLength(before.length + 2);
});

test('an answer that was lost keeps no second note, and a note is written where the cloud was never reached since the start', async () => {
  const { town } = walks.city;
  let isLost = true;
  const stood = instead(walks.city, {
    'diary.keep': async (input) => {
      const kept = await town.as('gridworker').diary.keep(input as never);
      return isLost ? null : kept;
    },
  });
  const phone = await phoneOf('gridworker', { city: stood, ...DIARY });
  await phone.see(say.where.at('江畔社区'));
  await phone.type(say.write.hint, '只记一回的事');
  await phone.tap(say.write.send);
  await phone.see(say.waiting.title);
  isLost = false;
  await phone.offline();
  await phone.online();
  await phone.seeNoMore(say.waiting.title);
  const storage = await phone.act('storage');
  await phone.close();
  expect(new Set(asked(stood, 'diary.keep').map(({ input }) => input['clientId'])).size).toBe(1);
  expect((await notesOf('gridworker')).filter(({ text }) => text === '只记一回的事')).toHaveLength(1);

  let isAway = true;
  const away = instead(walks.city, {
    'session.me': async () => (isAway ? null : town.as('gridworker').session.me({})),
    'diary.keep': async (input) => (isAway ? null : town.as('gridworker').diary.keep(input as never)),
  });
  const cold = await launch({ city: away, storage, ...DIARY });
  await cold.see(say.where.at('江畔社区'));
  await cold.type(say.write.hint, '没有网的时候写的');
  await cold.tap(say.write.send);
  await cold.see(say.waiting.title);
  isAway = false;
  await cold.offline();
  await cold.online();
  await cold.seeNoMore(say.waiting.title);
  await cold.close();
  expect((await notesOf('gridworker')).filter(({ text }) => text === '没有网的时候写的')).toHaveLength(1);
});

test('what one person wrote on a phone is not shown to the next, and is kept only as theirs', async () => {
  let isLost = true;
  const stood = instead(walks.city, {
    'diary.keep': async (input) => (isLost ? null : walks.city.town.as('gridworker').diary.keep(input as never)),
  });
  const phone = await phoneOf('gridworker', { city: stood, ...DIARY });
  await phone.see(say.where.at('江畔社区'));
  await phone.type(say.write.hint, '只有网格员知道的');
  await phone.tap(say.write.send);
  await phone.see(say.waiting.title);
  await phone.type(say.write.hint, '还没写完的半句');
  const tries = asked(stood, 'diary.keep').length;
  isLost = false;
  await become(phone, 'secretary');
  await phone.see(say.empty);
  // Nothing lies in the field either.
  expect(await phone.act('find', BLANK)).toBe(true);
  for (const secret of ['只有网格员知道的', '还没写完的半句']) expect(await phone.reading()).not.toContain(secret);
  expect(asked(stood, 'diary.keep')).toHaveLength(tries);
  await become(phone, 'gridworker');
  await phone.seeNoMore(say.waiting.title);
  await phone.see('只有网格员知道的');
  await phone.tap(say.write.send);
  await phone.see('还没写完的半句');
  await phone.close();
  expect(await notesOf('secretary')).toEqual([]);
  await until('the cloud has what was kept', async () =>
    (await notesOf('gridworker')).some(({ text }) => text === '还没写完的半句'),
  );
  expect((await notesOf('gridworker')).slice(0, 2).map(({ text }) => text)).toEqual([
    '还没写完的半句',
    '只有网格员知道的',
  ]);
});

test('whoever raises a note sees before what goes out and to whom; no neighbour is offered it; when the mark is lost, the next tap lands on the same report, also if the note was changed since', async () => {
  const { town } = walks.city;
  const { id } = await keep('楼道里停了三辆电动车');
  let isLost = true;
  const stood = instead(walks.city, {
    'diary.raised': async (input) => (isLost ? null : town.as('gridworker').diary.raised(input as never)),
  });
  const phone = await phoneOf('gridworker', { city: stood, ...DIARY });
  await phone.see('楼道里停了三辆电动车');
  const first = '.diary__raise .button';
  await phone.tap(first);
  await phone.see(say.raise.who);
  await phone.tap(words.close);
  expect(asked(stood, 'reports.enter')).toEqual([]);
  await phone.tap(first);
  await phone.tap(say.raise.send);
  await phone.see(words.failed.offline);
  const { reports } = await town.as('gridworker').reports.inbox({ communityCode: JIANGPAN });
  const report = reports.find(({ excerpt }) => excerpt === '楼道里停了三辆电动车');
  await town.as('gridworker').diary.change({ noteId: id, text: '楼道里停了三辆电动车，堵着门' });
  await phone.act('pullDown');
  await phone.see('堵着门');
  isLost = false;
  await phone.tap(first);
  await phone.tap(say.raise.send);
  await phone.seePage(THREAD);
  expect((await phone.act('where')).query['id']).toBe(report?.id);
  // Nobody leaves a page before it has come.
  await phone.settled();
  await phone.back();
  await phone.see(say.raise.raised);
  await phone.tap(say.raise.raised);
  await phone.seePage(THREAD);
  await phone.close();
  expect((await notesOf('gridworker')).find((note) => note.id === id)?.reportId).toBe(report?.id);
  const same = (await town.as('gridworker').reports.inbox({ communityCode: JIANGPAN, limit: 50 })).reports;
  expect(same.filter(({ excerpt }) => excerpt.startsWith('楼道里停了三辆电动车'))).toHaveLength(1);
  const shown = (await town.as('gridworker').reports.show({ reportId: report?.id ?? '' })).report;
  expect(shown).toMatchObject({ way: 'walk', place: { code: JIANGPAN } });
  const { reports: offered } = await town.as('resident-1').reports.near({ text: '楼道里停了三辆电动车' });
  expect(offered.map(({ id: one }) => one)).not.toContain(report?.id);
});

test('a note is changed, one without words asks for them before it is raised, and one is thrown away after it was asked again', async () => {
  const { town } = walks.city;
  const phone = await phoneOf('gridworker', { city: walks.city, ...DIARY });
  await phone.see(say.empty);
  await take(phone);
  await phone.tap(say.write.send);
  await phone.see('今天');
  await phone.tap(say.raise.act);
  await phone.see(say.raise.noWords);
  await phone.see(say.edit.title);
  await phone.type('.sheet .field__box', '花坛的砖松了');
  await phone.offline();
  await phone.tap(say.edit.save);
  await phone.see(words.failed.offline);
  await phone.tap(words.close);
  await phone.online();
  // What was typed is still there.
  await phone.tap('.diary__act:first-child .button');
  await phone.tap(say.edit.save);
  await phone.see('花坛的砖松了');
  await phone.see(say.changed);
  const [note] = await notesOf('gridworker');
  expect([note?.text, note?.pictures.length]).toEqual(['花坛的砖松了', 1]);
  await phone.tap('.diary__act:nth-child(2) .button');
  await phone.see(say.drop.note);
  await phone.tap(say.drop.keep);
  expect(await notesOf('gridworker')).toHaveLength(1);
  await phone.tap('.diary__act:nth-child(2) .button');
  await phone.tap(say.drop.sure);
  await phone.see(say.empty);
  await phone.close();
  expect(await town.as('gridworker').diary.list({})).toEqual({ notes: [], next: null });
});

test('what the cloud will not have stays on the phone, says why, and goes back into the field', async () => {
  let isClosed = true;
  const stood = instead(walks.city, {
    'diary.keep': async (input) =>
      isClosed ? 'org.closed' : walks.city.town.as('gridworker').diary.keep(input as never),
  });
  const phone = await phoneOf('gridworker', { city: stood, ...DIARY });
  await phone.see(say.where.at('江畔社区'));
  await phone.type(say.write.hint, '先记在这里');
  await phone.tap(say.write.send);
  await phone.see(say.waiting.refused);
  await phone.see('先记在这里');
  isClosed = false;
  await phone.tap(say.waiting.edit);
  await phone.seeNoMore(say.waiting.refused);
  await phone.tap(say.write.send);
  await phone.see('今天');
  await phone.close();
  expect((await notesOf('gridworker')).map(({ text }) => text)).toEqual(['先记在这里']);
});

test('a note that waits when its writer’s role has ended stays in sight, and its words can be copied', async () => {
  const { town } = walks.city;
  let hasEnded = false;
  const stood = instead(walks.city, {
    'session.me': async () => {
      const me = await town.as('gridworker').session.me({});
      return hasEnded ? { ...me, roles: [], desk: [], answers: [] } : me;
    },
    'diary.keep': () => (hasEnded ? 'role.missing' : null),
  });
  const phone = await phoneOf('gridworker', { city: stood, ...DIARY });
  await phone.see(say.where.at('江畔社区'));
  await phone.type(say.write.hint, '离任前的一句');
  await phone.tap(say.write.send);
  await phone.see(say.waiting.title);
  const storage = await phone.act('storage');
  await phone.close();
  hasEnded = true;
  const later = await launch({ city: stood, storage, ...DIARY });
  await later.see(say.waiting.refused);
  await later.see('离任前的一句');
  expect(await later.reading()).not.toContain(say.waiting.edit);
  await later.tap(say.waiting.copy);
  await later.see(say.waiting.copied);
  expect(await later.act('clipboard')).toBe('离任前的一句');
  await later.see('离任前的一句');
  await later.close();
});

test('in the elder view it is the same two taps, and a long note is read to its end', async () => {
  const long = '走访了三户。'.repeat(60);
  const phone = await phoneOf('gridworker', {
    city: walks.city,
    glass: openJsdom,
    path: 'tabs/services/index',
    fontScale: 1.4,
  });
  await phone.tap(tabs.work.title);
  await phone.tap(work.acts.diary[0]);
  await phone.see(say.private);
  await phone.type(say.write.hint, `${long}完`);
  await phone.tap(say.write.send);
  await phone.see(`${long}完`);
  await phone.close();
});

test('somebody who does not answer residents reads what the diary is, and an older page is one tap away', async () => {
  const resident = await phoneOf('resident-1', { city: walks.city, ...DIARY });
  await resident.see(say.notStaff);
  await resident.see(words.staff.notNote);
  expect(await resident.reading()).not.toContain(say.write.send);
  expect(await resident.reading()).not.toContain(say.private);
  await resident.close();

  for (let n = 1; n <= 10; n++) {
    await keep(`走访的第 ${n} 家`);
    walks.city.town.clock.advance(1_000);
  }
  const phone = await phoneOf('gridworker', { city: walks.city, ...DIARY });
  await phone.see('第 10 家');
  expect(await phone.reading()).not.toContain('第 2 家');
  await phone.tap(say.more.older);
  await phone.see('第 2 家');
  await phone.seeNoMore('第 10 家');
  await phone.tap(say.more.newest);
  await phone.see('第 10 家');
  await phone.close();
});
