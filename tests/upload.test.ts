import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { argumentsOf, DEMO_SERVER, hidden, planOf, whyNotSend, type Around } from '../config/release';
import { root, textOf } from './kit/sources';

const pem = (type: 'pkcs1' | 'pkcs8') =>
  generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type, format: 'pem' }).toString();
const KEY = pem('pkcs1');
const SECRETS = KEY.split('\n').slice(1, -2);

const env = {
  TARO_APP_SERVER: 'https://jia.example.org',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_UPLOAD_KEY: KEY,
};
const noFile = () => {
  throw new Error('ENOENT');
};
const plan = (given: Partial<Around> = {}) =>
  planOf({ env, args: [], version: '0.1.0', lastCommit: 'The page says 家门口', read: noFile, ...given });
/** The sentence that a plan ends in; it never holds the key. */
function refusal(given: Partial<Around>): string {
  let said = '';
  try {
    plan(given);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(/^Cannot upload: [^\n]+\.$/);
  for (const line of SECRETS) expect(said).not.toContain(line);
  return said;
}

describe('a plan', () => {
  test('comes from the settings, the version of the package and the last commit', () => {
    expect(plan()).toEqual({
      ...{ does: 'upload', appId: 'wx0123456789abcdef', server: 'https://jia.example.org' },
      ...{ version: '0.1.0', description: 'The page says 家门口', robot: '1', key: KEY },
    });
  });

  test('may name another version, a robot, and a preview', () => {
    const given = { args: ['--preview', '1.2.3'], env: { ...env, WECHAT_UPLOAD_ROBOT: '30' } };
    expect(plan(given)).toMatchObject({ does: 'preview', version: '1.2.3', robot: '30' });
  });

  test('takes the key from a file, or from one line with its breaks written out', () => {
    const { WECHAT_UPLOAD_KEY: _key, ...without } = env;
    const fromFile = { env: { ...without, WECHAT_UPLOAD_KEY_FILE: '/keys/x' } };
    const newer = pem('pkcs8');
    expect(plan({ ...fromFile, read: (file) => `${file === '/keys/x' ? newer : ''}\n` }).key).toBe(newer);
    expect(plan({ env: { ...env, WECHAT_UPLOAD_KEY: KEY.trim().replaceAll('\n', '\\n') } }).key).toBe(KEY);
  });
});

describe('a missing or wrong setting ends in one sentence that names it', () => {
  test.each<[string, string, string]>([
    ['TARO_APP_SERVER', 'nothing', ''],
    ['TARO_APP_SERVER', 'http', 'http://jia.example.org'],
    ['TARO_APP_SERVER', 'a path', 'https://jia.example.org/'],
    ['TARO_APP_SERVER', 'this machine', 'https://localhost:3000'],
    ['TARO_APP_SERVER', 'the demo', DEMO_SERVER],
    ['WECHAT_APP_ID', 'nothing', ''],
    ['WECHAT_APP_ID', 'the tourist', 'touristappid'],
    ['WECHAT_UPLOAD_ROBOT', 'none', '0'],
    ['WECHAT_UPLOAD_ROBOT', 'one too many', '31'],
    ['WECHAT_UPLOAD_KEY', 'nothing', ''],
    ['WECHAT_UPLOAD_KEY', 'a key without its frame', SECRETS.join('\n')],
    ['WECHAT_UPLOAD_KEY', 'a public key', KEY.replaceAll('PRIVATE', 'PUBLIC')],
    ['WECHAT_UPLOAD_KEY_FILE', 'a second key', 'besides'],
  ])('%s: %s', (name, _what, value) => {
    expect(refusal({ env: { ...env, [name]: value } })).toContain(name);
  });

  test('a key file that cannot be read, or holds something else', () => {
    const given = { env: { ...env, WECHAT_UPLOAD_KEY: '', WECHAT_UPLOAD_KEY_FILE: '/none' } };
    expect(refusal(given)).toContain('WECHAT_UPLOAD_KEY_FILE names cannot be read');
    expect(refusal({ ...given, read: () => SECRETS[0] ?? '' })).toContain('WECHAT_UPLOAD_KEY_FILE must hold');
  });

  test.each([[['v1']], [['1.2']], [['1.2.3', '1.2.4']], [['--live']]])('the arguments %j', (args) => {
    expect(refusal({ args })).toContain('the version must be like 1.2.3');
  });

  test('all of them together', () => {
    expect(refusal({ env: {} })).toMatch(/TARO_APP_SERVER .*; WECHAT_APP_ID .*; .*WECHAT_UPLOAD_KEY/);
  });

  test('and the command ends there, with nothing built and nothing sent', () => {
    const { PATH, HOME } = process.env;
    const ours = { PATH, HOME, WECHAT_UPLOAD_KEY: KEY, TARO_APP_SERVER: DEMO_SERVER } as unknown as NodeJS.ProcessEnv;
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'config/upload.ts'], {
      cwd: root,
      env: ours,
      encoding: 'utf8',
    });
    expect([run.status, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toMatch(/^Cannot upload: TARO_APP_SERVER must be .*; WECHAT_APP_ID must be [^\n]+\.\n$/);
  });
});

describe('what was built', () => {
  const { server } = plan();

  test('goes out when its scripts speak to the real cloud', () => {
    expect(whyNotSend(['var a=1', `var s="${server}"`], server)).toBeNull();
  });

  test('stays here when they do not, or when one still knows the demo', () => {
    expect(whyNotSend(['var a=1'], server)).toContain(`does not speak to ${server}`);
    expect(whyNotSend([`var s="${server}"`, `var d="${DEMO_SERVER}"`], server)).toContain('the demo');
    expect(textOf('config/index.ts')).toContain(`env('TARO_APP_SERVER', '${DEMO_SERVER}')`);
  });
});

describe('the key', () => {
  test('is in no argument: WeChat’s program gets a file', () => {
    const given = argumentsOf(plan({ args: ['--preview'] }), '/built', '/tmp/x/key');
    expect(given[0]).toBe('preview');
    expect(given.join(' ')).toContain('--project-path /built --private-key-path /tmp/x/key');
    for (const line of SECRETS) expect(given.join(' ')).not.toContain(line);
  });

  test('is taken out of whatever that program says', () => {
    const said = hidden(`before ${KEY} between ${SECRETS[2]} after`, KEY);
    expect(said).toMatch(/^before [\s\S]* between … after$/);
    for (const line of SECRETS) expect(said).not.toContain(line);
  });
});

test('WeChat’s program is fetched at one version, and without running the scripts of its packages', () => {
  const source = textOf('config/upload.ts');
  expect(source).toMatch(/'miniprogram-ci@\d+\.\d+\.\d+'/);
  expect(source).toContain("'--ignore-scripts'");
});
