import type { Measured } from './load';

export interface Row extends Measured {
  load: string;
  system: string;
}

/** One measurement of a round, in which everything was measured once. */
export interface Seen extends Row {
  round: number;
}

export const BARE = 'a bare Fastify route';
export const OURS = '**ours**';
export const SINGLE = 'one transaction per request';
export const PARSE = 'Parse Server 9.10';
export const PGBENCH = 'PostgreSQL alone (pgbench)';

/** The rounds of each system under each load, as medians. */
export function summarise(seen: readonly Seen[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of seen) {
    const key = `${row.load}|${row.system}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((rows) => ({
    load: rows[0]?.load ?? '',
    system: rows[0]?.system ?? '',
    rate: median(rows.map((row) => row.rate)),
    p50: median(rows.map((row) => row.p50)),
    p99: median(rows.map((row) => row.p99)),
  }));
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;

/**
 * How two systems compare under a load: the median of their ratios round by round. What a machine gives changes from
 * minute to minute, and within a round the two stood beside each other.
 */
function ratioOf(seen: readonly Seen[], load: string, ours: string, peer: string, figure: 'rate' | 'p99' = 'rate') {
  const of = (system: string) => seen.filter((one) => one.load === load && one.system === system);
  const peers = new Map(of(peer).map((one) => [one.round, one[figure]]));
  return median(of(ours).map((one) => one[figure] / (peers.get(one.round) ?? NaN)));
}

/** What was asked of a ratio, and what was measured. */
export interface Goal {
  what: string;
  asked: string;
  measured: number;
  isMet: boolean;
}

export const HOT = 'one hot notice, 64 connections';
export const MANY = '1,000 notices, 64 connections';
export const FEED = 'a kept feed, 64 connections';
export const GROWN = { reads: 'one hot notice', feeds: 'the feeds of the whole city' };
export const FEW = '10 thousand read rows';
export const LOTS = '10 million read rows';

/** The ratios that the design promises, each within one load of this run. */
export function goalsOf(seen: readonly Seen[]): Goal[] {
  const atLeast = (asked: number, what: string, load: string, ours: string, peer: string): Goal => {
    const measured = ratioOf(seen, load, ours, peer);
    return { what: `${load}: ${what}`, asked: `≥ ${asked}`, measured, isMet: measured >= asked };
  };
  const slowest = (load: string): Goal => {
    const measured = ratioOf(seen, load, OURS, PARSE, 'p99');
    return { what: `${load}: p99, of Parse Server’s`, asked: '≤ 0.05', measured, isMet: measured <= 0.05 };
  };
  return [
    atLeast(0.5, 'of the bare route', HOT, OURS, BARE),
    atLeast(25, 'times one transaction per request', HOT, OURS, SINGLE),
    atLeast(50, 'times Parse Server', HOT, OURS, PARSE),
    slowest(HOT),
    atLeast(0.4, 'of the bare route', MANY, OURS, BARE),
    atLeast(5, 'times one transaction per request', MANY, OURS, SINGLE),
    atLeast(40, 'times Parse Server', MANY, OURS, PARSE),
    slowest(MANY),
    atLeast(0.85, 'of the bare route', FEED, OURS, BARE),
    atLeast(0.7, 'at 10 million read rows, of 10 thousand', GROWN.reads, LOTS, FEW),
    atLeast(0.7, 'at 10 million read rows, of 10 thousand', GROWN.feeds, LOTS, FEW),
  ];
}

/** Markdown, as it stands in the README. */
export function report(seen: readonly Seen[], about: readonly string[]): string {
  const rowOf = ({ load, system, rate, p50, p99 }: Row): string => {
    const ofBare = ratioOf(seen, load, system, BARE);
    return `| ${load} | ${system} | ${Math.round(rate).toLocaleString('en')} | ${Number.isNaN(ofBare) ? '' : ofBare.toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`;
  };
  const goalOf = ({ what, asked, measured, isMet }: Goal): string =>
    `| ${what} | ${asked} | ${measured.toPrecision(3)} | ${isMet ? 'yes' : '**no**'} |`;
  return [
    '| load | system | answers a second | of the bare route | p50 ms | p99 ms |',
    '| --- | --- | --: | --: | --: | --: |',
    ...summarise(seen).map(rowOf),
    '',
    '| ratio | asked | measured | met |',
    '| --- | --- | --: | --- |',
    ...goalsOf(seen).map(goalOf),
    '',
    ...about,
  ].join('\n');
}
