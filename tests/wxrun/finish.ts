import { artefactDir, readArtefact, sizesOf } from './compile/artefact';
import { allFacts, busiestSecond } from './drive/facts';

const bytes = (n: number): string => n.toLocaleString('en-US').padStart(11);

/** After all walks: what the artefact weighs, what crossed, and what of `wx` was used. On stderr, beside jest's own. */
export default function finish(): void {
  const facts = allFacts();
  const crossings = facts.flatMap((report) => report.crossings);
  const calls = new Map<string, number>();
  for (const report of facts)
    for (const [name, count] of Object.entries(report.calls)) calls.set(name, (calls.get(name) ?? 0) + count);

  const files = readArtefact(artefactDir);
  const sizes = [...sizesOf(files)].map(([name, size]) => `  ${(name || 'main').padEnd(12)}${bytes(size)}`);
  const largest = crossings.reduce((most, one) => (one.bytes > most.bytes ? one : most), {
    page: '–',
    bytes: 0,
    at: 0,
  });
  const lines = [
    'Packages, bytes as uploaded (main at most 700,000):',
    ...sizes,
    `setData in ${facts.length} phones: ${crossings.length} calls, ${sum(crossings.map((one) => one.bytes)).toLocaleString('en-US')} bytes,`,
    `  largest ${largest.bytes.toLocaleString('en-US')} bytes (${largest.page}), busiest second ${Math.max(0, ...facts.map(busiestSecond))} calls`,
    'wx used:',
    `  ${[...calls]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`)
      .join(' · ')}`,
  ];
  process.stderr.write(`\n${lines.join('\n')}\n`);
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
