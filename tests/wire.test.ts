import { refusals } from '../types/refusals';
import AV from 'leancloud-storage';
import sharp from 'sharp';
import { listen } from './kit/http';
import { draftOf, DWELL_MS, openTown, type Town } from './kit/town';

/**
 * The unmodified LeanCloud SDK over a real port. It keeps one current user for the whole process, so every test begins
 * signed out.
 */
let town: Town;
let origin: string;
beforeAll(async () => {
  town = await openTown();
  ({ origin } = await listen(town));
  AV.init({ appId: 'jiamenkou', appKey: 'jiamenkou-key', serverURL: origin });
});
afterAll(() => town.close());
beforeEach(() => AV.User.logOut());

/** The SDK's types know the platforms of its day; what it sends is what it is given. */
type AuthData = Parameters<typeof AV.User.loginWithAuthData>[0];
const signIn = (persona: string) => AV.User.loginWithAuthData({ persona } as unknown as AuthData, 'demo');
const tokenOf = (user: AV.User): string => user.getSessionToken();

interface Failure {
  code: number;
  rawMessage: string;
  details: { refusal: string; requestId: string; fields?: Record<string, string> };
}
const failureOf = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    (value) => Promise.reject(new Error(`Expected a refusal, got ${JSON.stringify(value)}`)),
    (error: Failure) => error,
  );

describe('the SDK', () => {
  test('signs a persona in, and its calls are answered as that person', async () => {
    const user = await signIn('secretary');
    const me = (await AV.Cloud.run('session.me', {})) as { person: { id: string; persona: string } };
    expect(me.person).toEqual({ id: user.id, persona: 'secretary' });
  });

  test('gets a person back without the secrets it signed in with', async () => {
    const user = await signIn('secretary');
    expect(JSON.stringify(user.get('authData') ?? {})).toBe('{}');
  });

  test('becomes the person of a token that was kept', async () => {
    const token = tokenOf(await signIn('resident-2'));
    await AV.User.logOut();
    const user = await AV.User.become(token);
    expect(tokenOf(user)).toBe(token);
    expect(await AV.Cloud.run('session.me', {})).toMatchObject({ person: { id: user.id, persona: 'resident-2' } });
  });

  test('renews a token, and the old one is dead', async () => {
    const user = await signIn('resident-1');
    const old = tokenOf(user);
    await user.refreshSessionToken();
    expect(tokenOf(user)).not.toBe(old);
    expect(await AV.Cloud.run('session.me', {})).toMatchObject({ person: { persona: 'resident-1' } });
    expect((await failureOf(AV.User.become(old))).code).toBe(211);
  });

  test('hears of an unknown session as 211', async () => {
    expect((await failureOf(AV.User.become('nobody-has-this-token'))).code).toBe(211);
    const call = AV.Cloud.run('eggs.calendar', {}, { sessionToken: 'nobody-has-this-token' });
    expect(await failureOf(call)).toMatchObject({ code: 211, rawMessage: refusals['session.required'][2] });
  });

  test('signs in with a dead session still in hand', async () => {
    const user = await signIn('resident-1');
    await AV.Cloud.run('session.end', {});
    expect(AV.User.current()?.id).toBe(user.id);
    expect(tokenOf(await signIn('resident-1'))).toBeTruthy();
    expect(await AV.Cloud.run('session.me', {})).toMatchObject({ person: { persona: 'resident-1' } });
  });

  test('signs out on the server too, by session.end', async () => {
    const token = tokenOf(await signIn('resident-3'));
    expect(await AV.Cloud.run('session.end', {})).toEqual({});
    await AV.User.logOut();
    expect((await failureOf(AV.User.become(token))).code).toBe(211);
  });

  test('publishes, opens and credits: the whole main job', async () => {
    await signIn('secretary');
    const { notice } = (await AV.Cloud.run('notices.publish', draftOf())) as { notice: { id: string } };
    await signIn('resident-1');
    const { card } = (await AV.Cloud.run('shares.card', { noticeId: notice.id })) as { card: string };
    const opened = (await AV.Cloud.run('notices.open', { noticeId: notice.id, card })) as { readTicket: string };
    town.clock.advance(DWELL_MS);
    expect(await AV.Cloud.run('notices.credit', { readTicket: opened.readTicket })).toEqual({
      ...{ credited: true, readers: 1 },
      egg: { day: '2026-10-01' },
    });
  });

  test('gets a refusal as code, words and details', async () => {
    await signIn('resident-1');
    const refusal = await failureOf(AV.Cloud.run('notices.publish', draftOf()));
    expect(refusal).toMatchObject({ code: 40300, rawMessage: refusals['role.missing'][2] });
    expect(refusal.details).toEqual({
      refusal: 'role.missing',
      requestId: expect.stringMatching(/^[\w-]{8}-[0-9a-z]+$/) as string,
    });
  });

  test('gets the words of the one field to mend', async () => {
    await signIn('secretary');
    const refusal = await failureOf(AV.Cloud.run('notices.publish', draftOf({ title: '' })));
    expect(refusal).toMatchObject({ code: 40000, rawMessage: '标题要写 1 到 200 个字。' });
    expect(refusal.details.fields).toEqual({ title: '标题要写 1 到 200 个字' });
  });

  test('hears of an unknown function as code 1', async () => {
    expect(await failureOf(AV.Cloud.run('notices.burn', {}))).toMatchObject({ code: 1 });
    expect(await failureOf(AV.Cloud.run('constructor', {}))).toMatchObject({ code: 1 });
  });

  test('runs a function without parameters', async () => {
    expect(await AV.Cloud.run('session.me')).toMatchObject({ person: null, demo: true });
    expect(await AV.Cloud.rpc('session.me')).toMatchObject({ person: null });
  });

  test('uploads a picture that a notice then shows', async () => {
    await signIn('secretary');
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#b23a2a' } })
      .jpeg()
      .toBuffer();
    const file = await new AV.File('停水.jpg', bytes, 'image/jpeg').save();
    const publish = AV.Cloud.run('notices.publish', draftOf({ pictures: [file.id] }));
    const { notice } = (await publish) as { notice: { pictures: { url: string }[] } };
    expect(notice.pictures).toEqual([{ id: file.id, url: file.url(), width: 40, height: 20 }]);
    const seen = await fetch(file.url());
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  test('uploads a picture that is for its owner alone', async () => {
    await signIn('secretary');
    const black = sharp({ create: { width: 40, height: 20, channels: 3, background: '#221f1a' } });
    const file = new AV.File('picture.jpg', await black.jpeg().toBuffer(), 'image/jpeg');
    file.metaData('private', true);
    const { id } = await file.save();
    expect(file.url()).toMatch(new RegExp(`^${origin}/papers/${id}-`));
    expect((await fetch(file.url())).status).toBe(200);
    const { key } = await town.db.selectFrom('file').select('key').where('id', '=', id!).executeTakeFirstOrThrow();
    expect((await fetch(`${origin}/pictures/${key}.jpg`)).status).toBe(404);
  });

  test('cannot upload without a session, nor what is no picture', async () => {
    const text = Buffer.from('这不是图片');
    expect((await failureOf(new AV.File('p.jpg', text).save())).code).toBe(211);
    await signIn('secretary');
    const before = await town.db.selectFrom('file').select('id').where('stored_at', 'is not', null).execute();
    await failureOf(new AV.File('p.jpg', text).save());
    expect(await town.db.selectFrom('file').select('id').where('stored_at', 'is not', null).execute()).toEqual(before);
  });

  test('reaches no object: queries, saves, batches and CQL are 119', async () => {
    await signIn('secretary');
    const notice = AV.Object.createWithoutData('notice', '1');
    const works: (() => Promise<unknown>)[] = [
      () => new AV.Query('notice').find(),
      () => new AV.Query('_User').get('1'),
      () => new AV.Object('notice').save(),
      () => AV.Object.saveAll([new AV.Object('notice'), new AV.Object('notice')]),
      () => notice.destroy(),
      () => AV.Query.doCloudQuery('select * from notice'),
    ];
    for (const work of works) expect((await failureOf(work())).code).toBe(119);
  });

  test('tells the time of the cloud', async () => {
    expect((await AV.Cloud.getServerDate()).getTime()).toBe(town.clock.now().getTime());
  });

  test('gets addresses of the host it came by', async () => {
    await signIn('secretary');
    const { notice } = (await AV.Cloud.run('notices.publish', draftOf())) as { notice: { id: string } };
    const card = (await AV.Cloud.run('shares.card', { noticeId: notice.id })) as { imageUrl: string; path: string };
    expect(card.imageUrl.startsWith(`${origin}/pictures/`)).toBe(true);
    expect((await fetch(card.imageUrl)).headers.get('content-type')).toBe('image/png');
    expect(card.path.startsWith('/')).toBe(true);
  });
});
