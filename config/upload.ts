import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { argumentsOf, hidden, planOf, whyNotSend, type Plan } from './release';

/**
 * `npm run upload`: builds the mini-program for the real cloud and sends it to WeChat. WeChat's own program is fetched at
 * this version when it is needed: as a dependency it would make everybody's `npm ci` a third larger, for one person's work.
 */
const PROGRAM = 'miniprogram-ci@2.1.42';

const root = join(__dirname, '..');
const built = join(root, 'dist', 'weapp');

/** Runs npm as the one that runs us, and without a shell. The key is kept from whatever comes with a package. */
function npm(args: string[], env: Record<string, string> = {}) {
  const { WECHAT_UPLOAD_KEY: _key, ...rest } = process.env;
  const [program, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { status, stdout, stderr } = spawnSync(program, [...first, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...rest, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { isDone: status === 0, output: `${stdout ?? ''}${stderr ?? ''}` };
}

function build({ server }: Plan): void {
  // What an earlier build left behind would be sent, too.
  rmSync(built, { recursive: true, force: true });
  const { isDone, output } = npm(['run', '--silent', 'build:weapp'], {
    TARO_APP_SERVER: server,
    NODE_ENV: 'production',
  });
  if (!isDone) throw new Error(`Cannot upload: the build failed.\n${output.slice(-4_000)}`);
  const scripts = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const no = whyNotSend(
    scripts.map((file) => readFileSync(join(built, file), 'utf8')),
    server,
  );
  if (no) throw new Error(`Cannot upload: ${no}.`);
}

function send(plan: Plan): void {
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-upload-'));
  try {
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, plan.key, { mode: 0o600 });
    const program = ['exec', '--yes', '--ignore-scripts', '--', PROGRAM];
    const { isDone, output } = npm([...program, ...argumentsOf(plan, built, keyFile)]);
    console.log(hidden(output, plan.key));
    if (!isDone) throw new Error(`Cannot upload: WeChat's program failed, and its lines above say why.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const lastCommit = spawnSync('git', ['log', '-1', '--format=%s'], { cwd: root, encoding: 'utf8' }).stdout ?? '';

try {
  const plan = planOf({
    env: process.env,
    args: process.argv.slice(2),
    version,
    lastCommit: lastCommit.trim(),
    read: (file) => readFileSync(file, 'utf8'),
  });
  console.log(`Building ${plan.version} for ${plan.server}.`);
  build(plan);
  console.log(`Sending it to WeChat as ${plan.appId}: ${plan.does}.`);
  send(plan);
  console.log('Done.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
