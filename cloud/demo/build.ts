import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const sources = ['src', 'types', 'config', 'package-lock.json', 'babel.config.js'];
const entry = { h5: 'index.html', weapp: 'app.json' };

/** When the youngest file below a path was changed, in milliseconds. */
function changedAt(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

/**
 * Builds the page or the mini-program when a source is younger than what was built.
 * @param begin told before a build, which takes a minute
 * @throws what the build said
 */
export function buildIfOld(type: 'h5' | 'weapp', begin: () => void = () => undefined): void {
  const folder = join(root, 'dist', type);
  const newest = Math.max(...sources.map((source) => changedAt(join(root, source))));
  if (existsSync(join(folder, entry[type])) && changedAt(folder) > newest) return;
  begin();
  // What an earlier build left behind would be served, uploaded and weighed, too.
  rmSync(folder, { recursive: true, force: true });
  const build = spawnSync('npm', ['run', '--silent', `build:${type}`], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (build.status !== 0)
    throw new Error(`\`npm run build:${type}\` failed:\n${build.stdout.slice(-4000)}${build.stderr.slice(-4000)}`);
}
