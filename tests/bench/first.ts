import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { draftOf, openTown } from '../kit/town';
import { buildTemplate } from '../kit/engine';
import { buildIfOld } from '../../cloud/demo/build';
import { readArtefact, root } from '../wxrun/compile/artefact';
import { compileProgram } from '../wxrun/compile/program';
import { bundleRuntime } from '../wxrun/compile/runtime';
import { closeChromium, openChromium } from '../wxrun/drive/chromium';
import { openCity } from '../wxrun/drive/city';
import { launch } from '../wxrun/drive/phone';
import type { Program } from '../wxrun/program';

/**
 * `npm run bench:first`: how long somebody waits after the tap on a card, until the notice's words are on the screen, its one request
 * included; beside it, in turns, a program of a single page that asks for the same notice and shows the same words with nothing but
 * Taro. Both run in the mini-program runtime of the walks, in Chromium. It prints what it measured, and asserts no time.
 */
const ROUNDS = 40;
const WARM = 4;
const WORDS = '周四早上九点停水，下午三点恢复。';

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const range = (all: readonly number[]): string =>
  `median ${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)})`;

/** The single page, built as ours is. */
function plainProgram(): Program {
  const folder = join(__dirname, 'plain');
  execFileSync('npx', ['taro', 'build', '--type', 'weapp', '--no-check'], { cwd: folder, stdio: 'pipe' });
  return compileProgram(readArtefact(join(root, '.tests', 'plain')));
}

async function main(): Promise<void> {
  buildIfOld('weapp');
  bundleRuntime();
  await buildTemplate();
  const programs: Record<string, [Program, path: string]> = {
    ours: [compileProgram(readArtefact()), 'notices/notice/index'],
    plain: [plainProgram(), 'page/index'],
  };
  const city = await openCity(openTown);
  const { notice } = await city.town.as('secretary').notices.publish(draftOf({ body: WORDS }));
  const waits: Record<string, number[]> = { ours: [], plain: [] };
  const asked: Record<string, number> = { ours: 0, plain: 0 };
  for (let round = 0; round < ROUNDS + WARM; round++)
    for (const [name, [program, path]] of Object.entries(programs)) {
      const query = { id: notice.id };
      const phone = await launch({
        city,
        glass: openChromium,
        program,
        path,
        query,
        watch: WORDS,
      });
      await phone.see(WORDS);
      const seen = await phone.act('seenAfter');
      if (round >= WARM && seen) {
        waits[name]?.push(seen.ms);
        asked[name] = (asked[name] ?? 0) + seen.requests;
      }
      await phone.close();
    }
  const [ours = [], plain = []] = [waits.ours, waits.plain];
  console.log(`notice page: ${range(ours)}, ${((asked.ours ?? 0) / ROUNDS).toFixed(2)} requests until its words`);
  console.log(`plain page:  ${range(plain)}, ${((asked.plain ?? 0) / ROUNDS).toFixed(2)} requests`);
  console.log(`${(median(ours) / median(plain)).toFixed(2)} times the plain page, ${ROUNDS} rounds each, in turns`);
  await closeChromium();
  await city.close();
}

void main();
