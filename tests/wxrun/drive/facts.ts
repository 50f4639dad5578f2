import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workDir } from '../compile/runtime';
import type { Report } from '../runtime/main';

/** What each phone of a run was found to do, kept in files so that the end of the run can say it in one table. */
const folder = join(workDir, 'facts');

export function forgetFacts(): void {
  rmSync(folder, { recursive: true, force: true });
}

export function keepFacts(name: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replace(/\W+/g, '-')}-${process.pid}-${Date.now()}.json`), JSON.stringify(report));
}

export function allFacts(): Report[] {
  try {
    return readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report);
  } catch {
    return [];
  }
}

/** The most setData calls that any page saw within one second. */
export function busiestSecond({ crossings }: Report): number {
  const times = crossings.map(({ at }) => at).sort((a, b) => a - b);
  let from = 0;
  return times.reduce((most, at, index) => {
    while (at - (times[from] ?? at) >= 1000) from += 1;
    return Math.max(most, index - from + 1);
  }, 0);
}
