import { dropOrphans } from '../cloud/files';
import { nameOf } from '../cloud/files/names';
import type { Note } from '../types/diary';
import {
  enter,
  gridWorker,
  HOUR_MS,
  neighbour,
  pictureOf,
  raise,
  show,
  streetOffice,
  type Somebody,
} from './kit/reports';
import { fingerprint } from './kit/fingerprint';
import { ask } from './kit/procedures';
import { clientId, JIANGPAN, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';
import { tablesWith } from './kit/written';

/** 民情日记: what a grid worker notes for themselves, and nobody else reads. */
let town: WechatTown;
let worker: Somebody;
/** Everybody who is near, and whom it is none of their business. */
let others: Record<string, Somebody>;
beforeAll(async () => {
  town = await openWechatTown();
  worker = await gridWorker(town);
  others = {
    'the secretary': await town.person({ roles: [['secretary', JIANGPAN]] }),
    'the street office': await streetOffice(town),
    'another grid worker of the place': await gridWorker(town),
    'the editor': await town.person({ roles: [['editor', '2301']] }),
    'a resident of the place': await neighbour(town),
  };
});
afterAll(() => town.close());

const BYTES = Buffer.from('a picture');
/** A picture whose bytes lie in the storage. @returns its id, and where it lies */
async function photographed(who: Somebody): Promise<{ id: string; name: string }> {
  const id = await pictureOf(town, who.id);
  const { key } = await town.db.selectFrom('file').select('key').where('id', '=', id).executeTakeFirstOrThrow();
  await town.storage.put(nameOf(key), BYTES);
  return { id, name: nameOf(key) };
}
const statusOf = async (url: string) =>
  (await town.app.inject({ method: 'GET', url: new URL(url).pathname })).statusCode;

const noteOf = (given: object = {}) => ({
  clientId: clientId(),
  communityCode: JIANGPAN,
  text: '走访听到的',
  ...given,
});
const keep = (given: object = {}, who = worker) => who.call.diary.keep(noteOf(given));
const notesOf = async (who: Somebody): Promise<Note[]> => (await who.call.diary.list({ limit: 50 })).notes;
const noted = async (id: string, who = worker): Promise<Note> => {
  const found = (await notesOf(who)).find((note) => note.id === id);
  if (!found) throw new Error('There is no such note');
  return found;
};
const walked = (given: object = {}, who = worker) => enter(who, { way: 'walk', ...given });
const filesOf = async (who: Somebody): Promise<string[]> =>
  (await town.db.selectFrom('file').select('id').where('owner_id', '=', who.id).orderBy('id').execute()).map(
    ({ id }) => id,
  );

describe('keeping a note', () => {
  test('gives it back to whoever wrote it, with its place, time and pictures', async () => {
    const { id: picture } = await photographed(worker);
    const { id, at } = await keep({ text: '  三单元的老张\n想要个扶手  ', pictures: [picture] });
    expect(at).toBe(town.clock.now().toISOString());
    expect(await noted(id)).toEqual({
      ...{ id, at, text: '三单元的老张\n想要个扶手', changedAt: null, reportId: null },
      place: expect.objectContaining({ code: JIANGPAN }) as unknown,
      pictures: [{ id: picture, url: expect.stringContaining('/papers/') as unknown, width: 1200, height: 900 }],
    });
  });

  test('needs words or a picture, and one is enough', async () => {
    expect(await refusalOf(keep({ text: '  ' }))).toBe('input.invalid');
    const { id: picture } = await photographed(worker);
    const { id } = await keep({ text: '', pictures: [picture] });
    expect((await noted(id)).text).toBe('');
  });

  test.each([
    ['too many pictures', { pictures: ['1', '2', '3', '4'] }],
    ['too long', { text: '长'.repeat(501) }],
    ['a street', { communityCode: JIANGPAN.slice(0, 9) }],
    ['no client id', { clientId: undefined }],
    ['something more', { secret: true }],
  ])('with %s is refused', async (_, given) => {
    expect(await refusalOf(keep(given))).toBe('input.invalid');
  });

  test('takes one’s own pictures only, and no place that is not switched on', async () => {
    const { id: picture } = await photographed(others['the secretary']!);
    expect(await refusalOf(keep({ pictures: [picture] }))).toBe('file.missing');
    const far = '230102001001';
    const guest = await town.person({ roles: [['gridworker', far]] });
    expect(await refusalOf(keep({ communityCode: far }, guest))).toBe('org.closed');
  });

  test('is for those who answer at the place', async () => {
    for (const who of [
      others['a resident of the place']!,
      others['the editor']!,
      await gridWorker(town, { at: XIAOHONG }),
    ])
      expect(await refusalOf(keep({}, who))).toBe('role.missing');
    expect(await refusalOf(town.as(null).diary.keep(noteOf()))).toBe('session.required');
    for (const who of ['the secretary', 'the street office']) {
      const { id } = await keep({}, others[who]);
      expect((await notesOf(others[who]!)).map((note) => note.id)).toEqual([id]);
      await others[who]!.call.diary.drop({ noteId: id });
    }
  });

  test('repeated keeps one', async () => {
    const input = noteOf({ text: '只记一次' });
    const first = await worker.call.diary.keep(input);
    expect(await worker.call.diary.keep(input)).toEqual(first);
    expect((await notesOf(worker)).filter(({ text }) => text === '只记一次')).toHaveLength(1);
    expect(await refusalOf(worker.call.diary.keep({ ...input, text: '别的' }))).toBe('input.idReused');
  });
});

describe('the list', () => {
  test('is newest first, page by page, and holds each note once', async () => {
    const one = await gridWorker(town);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.unshift((await keep({ text: `第 ${n} 条` }, one)).id);
      town.clock.advance(60_000);
    }
    const seen: string[] = [];
    let before: string | undefined;
    let pages = 0;
    do {
      const { notes, next } = await one.call.diary.list({ limit: 2, ...(before && { before }) });
      seen.push(...notes.map(({ id }) => id));
      before = next ?? undefined;
      pages++;
    } while (before);
    expect([seen, pages]).toEqual([ids, 3]);
  });

  test('refuses a place to go on at that no page gave, and nobody at all', async () => {
    expect(await refusalOf(worker.call.diary.list({ before: 'abc' }))).toBe('input.invalid');
    expect(await refusalOf(worker.call.diary.list({ limit: 51 }))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).diary.list({}))).toBe('session.required');
  });

  test('stays with its writer when their role ends, and goes to nobody else', async () => {
    const leaver = await gridWorker(town);
    const { id } = await keep({ text: '还是我的' }, leaver);
    await town.db.deleteFrom('role_grant').where('person_id', '=', leaver.id).execute();
    // What a session says of a person is kept for some seconds.
    town.clock.advance(6_000);
    expect((await notesOf(leaver)).map(({ text }) => text)).toEqual(['还是我的']);
    expect(await refusalOf(keep({}, leaver))).toBe('role.missing');
    expect((await leaver.call.diary.change({ noteId: id, text: '还能改' })).changedAt).toBe(
      town.clock.now().toISOString(),
    );
    await leaver.call.diary.drop({ noteId: id });
    expect(await notesOf(leaver)).toEqual([]);
  });
});

describe('changing a note', () => {
  test('changes words and pictures, and says when', async () => {
    const [first, second] = [await photographed(worker), await photographed(worker)];
    const { id, at } = await keep({ pictures: [first.id] });
    town.clock.advance(60_000);
    const { changedAt } = await worker.call.diary.change({
      noteId: id,
      text: '改过了',
      pictures: [second.id, first.id],
    });
    expect(changedAt).toBe(town.clock.now().toISOString());
    const note = await noted(id);
    expect(note).toMatchObject({ at, changedAt, text: '改过了' });
    expect(note.pictures.map((picture) => picture.id)).toEqual([second.id, first.id]);
  });

  test('repeated changes nothing, and the same words are no change', async () => {
    const { id, at } = await keep({ text: '原来的' });
    town.clock.advance(60_000);
    expect(await worker.call.diary.change({ noteId: id, text: '原来的' })).toEqual({ changedAt: at });
    expect((await noted(id)).changedAt).toBeNull();
    const first = await worker.call.diary.change({ noteId: id, text: '后来的' });
    town.clock.advance(60_000);
    const before = await fingerprint(town.db, ['node']);
    expect(await worker.call.diary.change({ noteId: id, text: '后来的' })).toEqual(first);
    expect(await fingerprint(town.db, ['node'])).toEqual(before);
  });

  test('into nothing, or with another’s picture, is refused', async () => {
    const { id } = await keep();
    expect(await refusalOf(worker.call.diary.change({ noteId: id, text: '' }))).toBe('input.invalid');
    expect(await refusalOf(worker.call.diary.change({ noteId: 'x', text: '改' }))).toBe('input.invalid');
    const { id: picture } = await photographed(others['the secretary']!);
    expect(await refusalOf(worker.call.diary.change({ noteId: id, text: '改', pictures: [picture] }))).toBe(
      'file.missing',
    );
    expect(await refusalOf(town.as(null).diary.change({ noteId: id, text: '改' }))).toBe('session.required');
  });
});

describe('a note of somebody else’s', () => {
  test('is there for nobody: whoever names it reads the same, to the letter, as of one that never was', async () => {
    const { id: picture } = await photographed(worker);
    const { id } = await keep({ text: '谁也看不到', pictures: [picture] });
    const before = await noted(id);
    const never = '7';
    for (const [name, who] of Object.entries(others)) {
      for (const [verb, more] of [
        ['change', { text: '改' }],
        ['drop', {}],
        ['raised', { reportId: '8' }],
      ] as const) {
        const answers = [];
        for (const noteId of [id, never]) {
          const { status, text } = await ask(town, `diary.${verb}`, { noteId, ...more }, who.token);
          answers.push([status, text.replace(/"requestId":"[^"]+"/, '')]);
        }
        expect([name, verb, answers[0]]).toEqual([name, verb, answers[1]]);
        expect(answers[0]?.[0]).toBe(verb === 'drop' ? 200 : 404);
      }
      expect([name, JSON.stringify(await who.call.diary.list({ limit: 50 }))]).not.toEqual([
        name,
        expect.stringContaining(id),
      ]);
    }
    expect(await noted(id)).toEqual(before);
    expect(await refusalOf(others['the secretary']!.call.diary.change({ noteId: id, text: '改' }))).toBe(
      'diary.missing',
    );
  });

  test('is not in what staff, the inbox or the audit log show: neither its words nor its pictures', async () => {
    const { id: picture } = await photographed(worker);
    await keep({ text: '日记里的一句', pictures: [picture] });
    const rows = await town.db.selectFrom('audit').select(['procedure', 'input']).execute();
    const kept = rows.filter(({ procedure }) => procedure === 'diary.keep');
    expect(kept.length).toBeGreaterThan(0);
    for (const { input } of kept)
      expect(Object.keys(input as unknown as object).sort()).toEqual(['clientId', 'communityCode']);
    expect(JSON.stringify(rows)).not.toContain(picture);
    const { reports } = await others['the secretary']!.call.reports.inbox({ communityCode: JIANGPAN });
    expect(JSON.stringify(reports)).not.toContain('日记里的一句');
  });
});

describe('in the database', () => {
  test('no column of any table holds the words in clear, from when they are kept until they are gone', async () => {
    const marker = '绝密的走访';
    const { id } = await keep({ text: `${marker}，第一回` });
    expect(await tablesWith(town.db, marker)).toEqual([]);
    await worker.call.diary.change({ noteId: id, text: `${marker}，第二回` });
    await worker.call.diary.list({});
    expect((await noted(id)).text).toContain(marker);
    expect(await tablesWith(town.db, marker)).toEqual([]);
    await worker.call.diary.drop({ noteId: id });
    expect(await tablesWith(town.db, marker)).toEqual([]);
  });

  test('this search would find them, as text and as bytes', async () => {
    const marker = '找得到的话';
    await raise(others['a resident of the place']!, { text: marker });
    expect(await tablesWith(town.db, marker)).toContain('report');
    const { id } = await keep();
    const words = Buffer.from(`前面${marker}后面`);
    await town.db.updateTable('diary_note').set({ words }).where('id', '=', id).execute();
    expect(await tablesWith(town.db, marker)).toContain('diary_note');
    // Words that no key opens are as good as empty, and can be thrown away.
    expect((await noted(id)).text).toBe('');
    await worker.call.diary.drop({ noteId: id });
  });
});

describe('a picture of a note', () => {
  test('is at an address that was made for its writer, that nobody guesses and that ends', async () => {
    const { id: picture, name } = await photographed(worker);
    const other = await photographed(worker);
    const { id } = await keep({ pictures: [picture] });
    const url = (await noted(id)).pictures[0]?.url ?? '';
    expect(url).not.toContain(name.split('.')[0]);
    expect(await statusOf(url)).toBe(200);
    const [, until, mark = ''] = /-(\d+)-([\w-]{20})\.jpg$/.exec(url) ?? [];
    for (const guess of [
      url.replace(mark, 'A'.repeat(20)),
      url.replace(picture, other.id),
      url.replace(`-${until}-`, `-${Number(until) + 1}-`),
      `https://jiamenkou.test/papers/${picture}.jpg`,
      `https://jiamenkou.test/pictures/${picture}.jpg`,
    ])
      expect([guess, await statusOf(guess)]).toEqual([guess, 404]);
    town.clock.advance(2 * HOUR_MS);
    expect(await statusOf(url)).toBe(404);
    expect(await statusOf((await noted(id)).pictures[0]?.url ?? '')).toBe(200);
  });
});

describe('throwing a note away', () => {
  test('takes its pictures along: no address shows them from that moment, and the bytes go with the next round', async () => {
    const { id: picture, name } = await photographed(worker);
    const { id } = await keep({ pictures: [picture] });
    const url = (await noted(id)).pictures[0]?.url ?? '';
    expect(await worker.call.diary.drop({ noteId: id })).toEqual({});
    expect((await notesOf(worker)).map((note) => note.id)).not.toContain(id);
    expect(await statusOf(url)).toBe(404);
    expect(await refusalOf(keep({ pictures: [picture] }))).toBe('file.missing');
    expect(await town.storage.get(name)).not.toBeNull();
    await town.run('pictures');
    expect([await town.storage.get(name), await filesOf(worker)]).toEqual([
      null,
      expect.not.arrayContaining([picture]),
    ]);
  });

  test('repeated, or of what never was, changes nothing', async () => {
    const { id } = await keep();
    await worker.call.diary.drop({ noteId: id });
    const before = await fingerprint(town.db, ['node']);
    expect(await worker.call.diary.drop({ noteId: id })).toEqual({});
    expect(await worker.call.diary.drop({ noteId: '7' })).toEqual({});
    expect(await fingerprint(town.db, ['node'])).toEqual(before);
    expect(await refusalOf(worker.call.diary.drop({ noteId: 'x' }))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).diary.drop({ noteId: id }))).toBe('session.required');
  });

  test('leaves a picture that a report or another note shows', async () => {
    const [inReport, inNote, alone] = [
      await photographed(worker),
      await photographed(worker),
      await photographed(worker),
    ];
    const { id } = await keep({ pictures: [inReport.id, inNote.id, alone.id] });
    const second = await keep({ pictures: [inNote.id] });
    const report = await walked({ pictures: [inReport.id] });
    await worker.call.diary.drop({ noteId: id });
    await town.run('pictures');
    expect(await statusOf((await show(worker, report.id)).pictures[0]?.url ?? '')).toBe(200);
    expect(await statusOf((await noted(second.id)).pictures[0]?.url ?? '')).toBe(200);
    for (const [{ name }, stays] of [
      [inReport, true],
      [inNote, true],
      [alone, false],
    ] as const)
      expect([name, (await town.storage.get(name)) !== null]).toEqual([name, stays]);
    // The last that shows it takes it along.
    await worker.call.diary.drop({ noteId: second.id });
    await town.run('pictures');
    expect(await town.storage.get(inNote.name)).toBeNull();
  });

  test('leaving a picture out of a note does the same', async () => {
    const [stays, goes] = [await photographed(worker), await photographed(worker)];
    const { id } = await keep({ pictures: [stays.id, goes.id] });
    await worker.call.diary.change({ noteId: id, text: '只留一张', pictures: [stays.id] });
    await town.run('pictures');
    expect([await town.storage.get(stays.name), await town.storage.get(goes.name)]).toEqual([BYTES, null]);
    expect(await refusalOf(worker.call.diary.change({ noteId: id, text: '再要回来', pictures: [goes.id] }))).toBe(
      'file.missing',
    );
  });

  test('never touches another’s picture, also when a note names it', async () => {
    const theirs = await photographed(others['the secretary']!);
    const { id } = await keep();
    const pictures = JSON.stringify([{ id: theirs.id, key: 'k', width: 1, height: 1 }]);
    await town.db.updateTable('diary_note').set({ pictures }).where('id', '=', id).execute();
    await worker.call.diary.drop({ noteId: id });
    await town.run('pictures');
    expect(await town.storage.get(theirs.name)).toEqual(BYTES);
  });
});

describe('a note that became a report', () => {
  test('says which, once and for good, and can still be changed and thrown away', async () => {
    const { id: picture } = await photographed(worker);
    const { id } = await keep({ text: '路灯不亮', pictures: [picture] });
    const report = await walked({ text: '路灯不亮', pictures: [picture] });
    const mark = { noteId: id, reportId: report.id };
    expect(await worker.call.diary.raised(mark)).toEqual({});
    expect((await noted(id)).reportId).toBe(report.id);
    const before = await fingerprint(town.db, ['node']);
    expect(await worker.call.diary.raised(mark)).toEqual({});
    expect(await fingerprint(town.db, ['node'])).toEqual(before);
    expect(await refusalOf(worker.call.diary.raised({ noteId: id, reportId: (await walked()).id }))).toBe(
      'report.step',
    );
    await worker.call.diary.change({ noteId: id, text: '路灯不亮，已经报了', pictures: [picture] });
    expect(await noted(id)).toMatchObject({ text: '路灯不亮，已经报了', reportId: report.id });
    await worker.call.diary.drop({ noteId: id });
    await town.run('pictures');
    const after = await show(worker, report.id);
    expect(after.text).toBe('路灯不亮');
    expect(await statusOf(after.pictures[0]?.url ?? '')).toBe(200);
  });

  test('is one that its writer entered at the same place: another’s is missing as what never was', async () => {
    const { id } = await keep();
    const colleague = await walked({}, others['another grid worker of the place']);
    const both = await town.person({
      roles: [
        ['gridworker', JIANGPAN],
        ['gridworker', XIAOHONG],
      ],
    });
    const elsewhere = await walked({ communityCode: XIAOHONG }, both);
    const mine = await keep({}, both);
    const asResident = await raise(await neighbour(town));
    for (const [who, noteId, reportId] of [
      [worker, id, colleague.id],
      [worker, id, asResident.id],
      [worker, id, '7'],
      [both, mine.id, elsewhere.id],
    ] as const)
      expect(await refusalOf(who.call.diary.raised({ noteId, reportId }))).toBe('report.missing');
    expect((await noted(id)).reportId).toBeNull();
    expect(await refusalOf(worker.call.diary.raised({ noteId: id, reportId: 'x' }))).toBe('input.invalid');
    expect(await refusalOf(town.as(null).diary.raised({ noteId: id, reportId: '7' }))).toBe('session.required');
  });
});

describe('leaving for good', () => {
  test('takes the diary and its pictures along, and leaves what became a report', async () => {
    const leaver = await gridWorker(town);
    const [onlyMine, inReport] = [await photographed(leaver), await photographed(leaver)];
    const { id } = await keep({ text: '要带走的', pictures: [onlyMine.id] }, leaver);
    const second = await keep({ text: '楼道堆物', pictures: [inReport.id] }, leaver);
    const report = await walked({ text: '楼道堆物', pictures: [inReport.id] }, leaver);
    await leaver.call.diary.raised({ noteId: second.id, reportId: report.id });
    expect((await leaver.call.session.mine({})).notes).toBe(2);
    await leaver.call.session.erase({ sure: true });
    const left = await town.db.selectFrom('diary_note').select('id').where('id', 'in', [id, second.id]).execute();
    expect(left).toEqual([]);
    await dropOrphans(town.db, town.storage);
    expect(await filesOf(leaver)).toEqual([inReport.id]);
    expect([await town.storage.get(onlyMine.name), await town.storage.get(inReport.name)]).toEqual([null, BYTES]);
    expect((await show(worker, report.id)).text).toBe('楼道堆物');
  });

  test('is told in what is kept about me, as a number', async () => {
    const one = await gridWorker(town);
    expect((await one.call.session.mine({})).notes).toBe(0);
    await keep({ text: '一条' }, one);
    const mine = await one.call.session.mine({});
    expect([mine.notes, JSON.stringify(mine).includes('一条')]).toEqual([1, false]);
  });
});

describe('at the same moment', () => {
  test('a picture that is thrown away while a report takes it up stays whole, or is refused to the report', async () => {
    for (let round = 0; round < 12; round++) {
      const { id: picture, name } = await photographed(worker);
      const { id } = await keep({ pictures: [picture] });
      const [raised] = await Promise.allSettled([
        walked({ pictures: [picture] }),
        worker.call.diary.drop({ noteId: id }),
        town.run('pictures'),
      ]);
      await town.run('pictures');
      if (raised.status === 'fulfilled')
        expect(await statusOf((await show(worker, raised.value.id)).pictures[0]?.url ?? '')).toBe(200);
      else expect(await town.storage.get(name)).toBeNull();
    }
  });

  test('a note that is kept while its writer leaves for good does not stay behind', async () => {
    for (let round = 0; round < 6; round++) {
      const leaver = await gridWorker(town);
      await Promise.allSettled([keep({}, leaver), leaver.call.session.erase({ sure: true }), keep({}, leaver)]);
      const left = await town.db.selectFrom('diary_note').select('id').where('person_id', '=', leaver.id).execute();
      expect([round, left]).toEqual([round, []]);
    }
  });
});
