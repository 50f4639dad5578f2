#!/usr/bin/env node
// Checks a receipt of 家门口 by mathematics alone; it uses nothing of ours. Node 18 or later:
//   node verify.mjs receipt.json https://the-host      against what is published there
//   node verify.mjs receipt.json <hash>                against a hash that was printed
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file = 0, published = ''] = process.argv.slice(2);
const { line, salt, path, seal, up, head } = JSON.parse(readFileSync(file, 'utf8')).proof;
const bytes = (hex) => Buffer.from(hex, 'hex');
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const [LEAF, NODE, SEAL] = [0, 1, 2].map((kind) => Buffer.of(kind));
const climb = (from, steps) =>
  steps.reduce(
    (here, [side, other]) => sha256(NODE, ...(side === 'left' ? [bytes(other), here] : [here, bytes(other)])),
    from,
  );
const isSealed = ({ text, before, root, hash }) =>
  sha256(SEAL, Buffer.from(text), bytes(before), bytes(root)).equals(bytes(hash));
const [campaign, community, day] = seal.text.split('/');
const known = published.startsWith('http')
  ? (await (await fetch(`${published}/books/${campaign}.json`)).json()).heads.find((one) => one.day === day)?.hash
  : published;

const checks = {
  '凭证写的就是这次活动、这个社区':
    line.startsWith(`laid egg/${campaign}/`) && line.split(' ')[2] === `community=${community}`,
  这枚鸡蛋在当天的账里: climb(sha256(LEAF, Buffer.from(line), bytes(salt)), path).equals(bytes(seal.root)),
  当天的账封好了: isSealed(seal),
  社区的账在全活动的账里:
    climb(bytes(seal.hash), up).equals(bytes(head.root)) && head.text.startsWith(`${campaign}/${day}/`),
  全活动的账封好了: isSealed(head),
  和公布的一样: head.hash === known,
};
for (const [what, holds] of Object.entries(checks)) console.log(`${holds ? '✓' : '✗'} ${what}`);
process.exitCode = Object.values(checks).every(Boolean) ? 0 : 1;
