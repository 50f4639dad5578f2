import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import { openPostgres, type Database } from '../cloud/kit/database';
import { emptyDatabase, onRealServer } from './kit/engine';
import { callTo, signInAt } from './kit/http';
import { asPostgres, freePort, idOf } from './kit/postgres';
import { killAll, startCloud, type CloudProcess } from './kit/process';
import { clientId, draftOf, JIANGPAN } from './kit/town';

jest.setTimeout(60_000);

const POOLER = '/usr/sbin/pgbouncer';
/** Fewer than the cloud asks for, so that transactions of one connection go through several sessions of the server. */
const POOL_SIZE = 4;
const canPool = onRealServer && existsSync(POOLER);
const why = canPool ? '' : ` (on a server only, and where ${POOLER} is: Debian’s pgbouncer)`;

(canPool ? describe : describe.skip)(`behind a pooler that lends sessions for one transaction${why}, the cloud`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-pooler-'));
  let pooler: ChildProcess;
  let said = '';
  let cloud: CloudProcess;
  let origin: string;
  let database: Database;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    database = openPostgres(empty.url);
    const pooled = await startPooler(empty.url);
    cloud = startCloud({ DATABASE_URL: pooled, DEMO: '1', DWELL_MS: '0', DATA_DIR: folder });
    origin = await cloud.origin;
  });
  afterAll(async () => {
    killAll();
    const ended = new Promise((done) => pooler.once('close', done));
    pooler.kill('SIGKILL');
    await ended;
    await database.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('comes up, and a person signs in, opens, is credited once for 64 credits of one ticket at once, and reads what was published', async () => {
    const token = await signInAt(origin, 'resident-1');
    const [resident, secretary] = [callTo(origin, token), callTo(origin, await signInAt(origin, 'secretary'))];
    expect((await resident.session.me({})).person?.persona).toBe('resident-1');
    expect((await resident.notices.list({ communityCode: JIANGPAN })).notices.length).toBeGreaterThan(0);

    const { notice } = await secretary.notices.publish(draftOf({ title: '今晚停水' }));
    const { notices } = await resident.notices.list({ communityCode: JIANGPAN });
    expect(notices.map(({ title }) => title)).toContain('今晚停水');
    const { readTicket } = await resident.notices.open({ noticeId: notice.id });
    const credit = () => resident.notices.credit({ readTicket: readTicket ?? '' });
    const answers = await Promise.all(Array.from({ length: 64 }, credit));
    expect(answers.filter(({ credited }) => credited)).toHaveLength(1);
    expect(answers.filter(({ reason }) => reason === 'repeated')).toHaveLength(63);
    expect(new Set(answers.map(({ egg }) => egg?.day)).size).toBe(1);
    expect(answers[0]?.egg).not.toBeNull();

    const reads = database.db.selectFrom('notice_read').select('notice_id').where('notice_id', '=', notice.id);
    expect(await reads.execute()).toHaveLength(1);
    expect(await drift(database.db)).toEqual([]);
  });

  test('is served by the pooler alone, and by fewer sessions than it has connections', async () => {
    const calls = Array.from({ length: 64 }, (_, n) =>
      callTo(origin).notices.list({ communityCode: JIANGPAN, limit: 1 + (n % 50) }),
    );
    await Promise.all(calls);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name = 'pooled'`.execute(database.db);
    expect(rows[0]?.n).toBeGreaterThan(0);
    expect(rows[0]?.n).toBeLessThanOrEqual(POOL_SIZE);
  });

  test('shows its own changes at once, and another’s within the second that it keeps what it saw, whoever is given word of them', async () => {
    const secretary = callTo(origin, await signInAt(origin, 'secretary'));
    const { notice } = await secretary.notices.publish(draftOf());
    const page = async () => (await callTo(origin).notices.open({ noticeId: notice.id })).notice;
    for (let n = 1; n <= 20; n++) {
      const content = { kind: 'notice' as const, title: `第 ${n} 次`, body: '改了。' };
      await secretary.notices.correct({ clientId: clientId(), noticeId: notice.id, note: '更正', ...content });
      expect((await page()).title).toBe(`第 ${n} 次`);
      // The session that once listened may be lent to anybody when this arrives.
      await sql`select pg_notify('jiamenkou', '{"content":true}')`.execute(database.db);
    }

    await page();
    await database.db.updateTable('notice').set({ title: '别处改的' }).where('id', '=', notice.id).execute();
    await sql`select pg_notify('jiamenkou', '{"content":true}')`.execute(database.db);
    const changed = performance.now();
    while ((await page()).title !== '别处改的') await new Promise((next) => setTimeout(next, 20));
    expect(performance.now() - changed).toBeLessThan(2_000);
  });

  test('stops well and soon', async () => {
    const asked = performance.now();
    cloud.kill('SIGTERM');
    const { code, signal, err } = await cloud.ended;
    expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: '' });
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(said).not.toMatch(/ERROR|FATAL|unsupported startup parameter/);
  });

  /** Starts the pooler before the server of that address. @returns the address to use instead */
  async function startPooler(url: string): Promise<string> {
    const { hostname, port, username, password } = new URL(url);
    const pooled = new URL(url);
    pooled.port = String(await freePort());
    pooled.hostname = '127.0.0.1';
    const config = join(folder, 'pgbouncer.ini');
    writeFileSync(
      config,
      `[databases]
* = host=${hostname} port=${port || 5432} user=${username}${password && ` password=${password}`} application_name=pooled
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${pooled.port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
`,
    );
    if (asPostgres.length > 0) for (const one of [folder, config]) chownSync(one, idOf('-u'), idOf('-g'));
    const [command = '', ...words] = [...asPostgres, POOLER, config];
    pooler = spawn(command, words, { cwd: '/' });
    pooler.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!(await answers(Number(pooled.port)))) {
      if (pooler.exitCode !== null) throw new Error(`The pooler did not start: ${said}`);
      await new Promise((next) => setTimeout(next, 20));
    }
    return pooled.toString();
  }
});

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
