import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildTemplate } from '../kit/engine';
import { artefactDir, root } from './compile/artefact';
import { bundleRuntime } from './compile/runtime';
import { forgetFacts } from './drive/facts';

const sources = ['src', 'types', 'config', 'package-lock.json', 'babel.config.js'];

/** When the youngest file below a path was changed, in milliseconds. */
function changedAt(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

/** The artefact as it would be uploaded, built again when a source is younger than it. */
function buildArtefact(): void {
  const newest = Math.max(...sources.map((source) => changedAt(join(root, source))));
  if (existsSync(join(artefactDir, 'app.json')) && changedAt(artefactDir) > newest) return;
  // What an earlier build left behind would be uploaded, and weighed, too.
  rmSync(artefactDir, { recursive: true, force: true });
  const build = spawnSync('npm', ['run', '--silent', 'build:weapp'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (build.status !== 0)
    throw new Error(`The mini-program did not build:\n${build.stdout.slice(-4000)}${build.stderr.slice(-4000)}`);
}

/** Before all walks: the artefact, the runtime, and the demo city that each walk gets a copy of. */
export default async function prepare(): Promise<void> {
  forgetFacts();
  buildArtefact();
  bundleRuntime();
  await buildTemplate();
}
