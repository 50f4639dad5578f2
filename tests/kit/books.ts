import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, headText, lineOf, sealText, type EggRow } from '../../cloud/ledger/close';
import { NOTHING, leafOf, pathOf, rootOf, sealOf, type Step } from '../../cloud/ledger/tree';
import type { Contract, Output } from '../../types';
import { root as house } from './sources';

type Receipt = Output<Contract['eggs']['receipt']>;
type Head = Output<Contract['eggs']['heads']>['heads'][number];

export const CAMPAIGN = '41';
const CLOSED_AT = '2026-10-02T16:05:00.000Z';
const name = '国庆读通知领鸡蛋';
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const steps = (path: readonly Step[]) => path.map(([side, other]): ['left' | 'right', string] => [side, hex(other)]);
const chance = (of: string): Buffer => createHash('sha256').update(of).digest();

/**
 * A closed day by the cloud's own mathematics and without its database: as many eggs in each community as are given. Tells the head that
 * is published, and the receipt of every egg.
 */
export function closedDay(eggs: readonly number[], day = '2026-10-02'): { head: Head; receipts: Receipt[] } {
  const communities = eggs.map((entries, c) => {
    const community_id = String(230104009001 + c);
    const rows = Array.from({ length: entries }, (_, i): EggRow => ({
      ...{ community_id, campaign_id: CAMPAIGN, person_id: String(4000 + c * 1000 + i), day, number: i + 1 },
      ...{ notice_id: '90', open_id: String(7000 + i), laid_at: new Date(Date.parse(`${day}T01:00:00Z`) + i * 61_007) },
    }));
    const salts = rows.map((row) => chance(entryOf(row)).subarray(0, 16));
    const leaves = rows.map((row, i) => leafOf(lineOf(row), salts[i] ?? NOTHING));
    const text = sealText({ ...{ campaign_id: CAMPAIGN, community_id, day, number: 2 }, entries });
    const [root, before] = [rootOf(leaves), chance(community_id)];
    return { rows, salts, leaves, text, root, before, seal: sealOf(text, before, root) };
  });
  const seals = communities.map(({ seal }) => seal);
  const entries = eggs.reduce((sum, n) => sum + n, 0);
  const text = headText({ campaign_id: CAMPAIGN, day, communities: eggs.length, entries });
  const [root, before] = [rootOf(seals), chance('the day before')];
  const head = { text, before: hex(before), root: hex(root), hash: hex(sealOf(text, before, root)) };
  const receipts = communities.flatMap((community, c) =>
    community.rows.map((row, i): Receipt => ({
      ...{ campaign: { id: CAMPAIGN, name }, day, why: null, paused: null, later: [] },
      egg: {
        ...{ entry: entryOf(row), number: row.number, laidAt: row.laid_at.toISOString() },
        notice: { id: row.notice_id, title: '周四上午停水，请提前存水' },
        ...{ collectedAt: null, takenBack: null, held: null },
      },
      proof: {
        ...{ line: lineOf(row), salt: hex(community.salts[i] ?? NOTHING), path: steps(pathOf(community.leaves, i)) },
        seal: {
          ...{ text: community.text, before: hex(community.before), root: hex(community.root) },
          hash: hex(community.seal),
        },
        ...{ up: steps(pathOf(seals, c)), head },
      },
    })),
  );
  return {
    head: { ...{ day, entries, communities: eggs.length, hash: head.hash }, closedAt: CLOSED_AT },
    receipts,
  };
}

/** Runs the script that anyone may run, over what a person has copied. */
export function verify(given: Receipt, published: string): { ok: boolean; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'receipts-'));
  const file = join(folder, 'receipt.json');
  writeFileSync(file, JSON.stringify(given));
  const script = join(house, 'cloud/web/verify.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, published], { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  return { ok: status === 0, said: stdout + stderr };
}
