import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createApp } from '../cloud/app';
import { loadDemoCity } from '../cloud/demo/city';
import { folderStorage } from '../cloud/files';
import { systemClock } from '../cloud/kit/clock';
import { readConfig } from '../cloud/kit/config';
import { shanghaiDay } from '../cloud/kit/clock';
import { copyOfTemplate } from './kit/engine';

const root = join(__dirname, '..');

test('the example of the README does the main job as it stands there', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { db, close } = await copyOfTemplate();
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-readme-'));
  // The example waits as long as the answer tells it to, so a short dwell makes a short test.
  const config = readConfig({ DEMO: '1', DWELL_MS: '50' });
  await loadDemoCity(db, systemClock.now());
  const app = await createApp({ config, db, clock: systemClock, storage: folderStorage(folder), h5: folder });
  try {
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const here = example.replace('http://127.0.0.1:3000', address);
    expect(here).not.toBe(example);
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', here], { cwd: root });
    expect(stdout).toContain('credited: true, readers: 1');
    expect(stdout).toContain(shanghaiDay(systemClock.now()));
  } finally {
    await app.close();
    await close();
    rmSync(folder, { recursive: true });
  }
});
