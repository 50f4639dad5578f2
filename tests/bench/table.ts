import type { Measured } from './load';

/** Medians of one system under one load, and their ratio to the bare route of the same load. */
export interface Row {
  load: string;
  system: string;
  rate: number;
  p50: number;
  p99: number;
  ofBare: number | null;
}

const BARE = 'a bare Fastify route';

export function summarise(seen: { load: string; system: string; measured: Measured }[]): Row[] {
  const groups = new Map<string, { load: string; system: string; all: Measured[] }>();
  for (const { load, system, measured } of seen) {
    const key = `${load}|${system}`;
    const group = groups.get(key) ?? { load, system, all: [] };
    group.all.push(measured);
    groups.set(key, group);
  }
  const rows = [...groups.values()].map(({ load, system, all }) => ({
    load,
    system,
    rate: median(all.map((one) => one.rate)),
    p50: median(all.map((one) => one.p50)),
    p99: median(all.map((one) => one.p99)),
  }));
  return rows.map((row) => {
    const bare = rows.find((one) => one.load === row.load && one.system === BARE);
    return { ...row, ofBare: bare ? row.rate / bare.rate : null };
  });
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

export function printTable(rows: Row[]): void {
  console.log(
    '| load | system | per second | of the bare route | p50 ms | p99 ms |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const { load, system, rate, ofBare, p50, p99 } of rows)
    console.log(
      `| ${load} | ${system} | ${Math.round(rate).toLocaleString('en')} | ${ofBare === null ? '' : ofBare.toFixed(3)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`,
    );
}
