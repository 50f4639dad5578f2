import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../kit/config';
import { orStop, start } from '../start';

/** `npm start`: the H5 page and the demo city, ready to try. */
const root = join(__dirname, '..', '..');
const built = join(root, 'dist', 'h5', 'index.html');
const sources = ['src', 'types', 'config', 'package-lock.json', 'babel.config.js'];

/** When the youngest file below a path was changed, in milliseconds. */
function changedAt(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

function buildPage(): void {
  const newest = Math.max(...sources.map((source) => changedAt(join(root, source))));
  if (existsSync(built) && changedAt(built) > newest) return;
  console.log('Building the page, once. This takes about half a minute.');
  const build = spawnSync('npm', ['run', '--silent', 'build:h5'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (build.status !== 0) throw new Error('Cannot start: the page did not build. `npm run build:h5` says why.');
}

const run = async () => {
  const config = readConfig({ ...process.env, DEMO: process.env.DEMO || '1' });
  buildPage();
  await start(config, (line) => console.log(line));
};

void orStop(run());
