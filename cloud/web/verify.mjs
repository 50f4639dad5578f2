#!/usr/bin/env node
// Checks a receipt of 家门口 by mathematics alone; it uses nothing of ours. Node 18 or later:
//   node verify.mjs receipt.json https://the-host      against what is published there
//   node verify.mjs receipt.json <hash>                against a hash that was printed
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, published] = process.argv.slice(2);
if (!published) {
  console.error('verify.mjs receipt.json https://the-host | <hash>');
  process.exit(2);
}
let receipt;
try {
  receipt = JSON.parse(readFileSync(file, 'utf8'));
  if (![receipt.proof.line, receipt.proof.seal.text, receipt.proof.head.text].every((one) => one.split)) throw receipt;
} catch {
  console.error('这不是一张完整的凭证');
  process.exit(2);
}
const { campaign, day, egg, proof } = receipt;
const { line, salt, path, seal, up, head } = proof;
// A letter that is read as another, or left out, would be a change that nobody finds.
const bytes = (hex) => Buffer.from(/^([0-9a-f]{2})*$/.test(hex) ? hex : '', 'hex');
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const [LEAF, NODE, SEAL] = [0, 1, 2].map((kind) => Buffer.of(kind));
const climb = (from, steps) =>
  steps.reduce(
    (here, [side, other]) => sha256(NODE, ...{ left: [bytes(other), here], right: [here, bytes(other)] }[side]),
    from,
  );
const isSealed = ({ text, before, root, hash }) =>
  sha256(SEAL, Buffer.from(text), bytes(before), bytes(root)).equals(bytes(hash));
const [of, community, closed] = seal.text.split('/');

async function publishedHash() {
  if (!published.startsWith('http')) return published.replace(/\s/g, '');
  const answer = await fetch(`${published.replace(/\/$/, '')}/books/${encodeURIComponent(of)}.json`);
  const { heads = [] } = await answer.json();
  return heads.find((one) => one.day === closed)?.hash;
}
const known = await publishedHash().catch(() => {
  console.error('读不到公布的数');
  process.exit(2);
});

const checks = {
  '凭证写的就是这次活动、这个社区、这枚鸡蛋': () =>
    campaign.id === of &&
    egg.entry.startsWith(`egg/${of}/`) &&
    egg.entry.endsWith(`/${day}`) &&
    line.startsWith(`laid ${egg.entry} community=${community} number=${egg.number} notice=${egg.notice.id} `) &&
    line.endsWith(` at=${egg.laidAt}`),
  这枚鸡蛋在当天的账里: () => climb(sha256(LEAF, Buffer.from(line), bytes(salt)), path).equals(bytes(seal.root)),
  当天的账封好了: () => isSealed(seal),
  社区的账在全活动的账里: () =>
    climb(bytes(seal.hash), up).equals(bytes(head.root)) && head.text.startsWith(`${of}/${closed}/`),
  全活动的账封好了: () => isSealed(head),
  和公布的一样: () => head.hash === known,
};
let isGood = true;
for (const [what, check] of Object.entries(checks)) {
  let holds = false;
  try {
    holds = check();
  } catch {
    // What cannot even be read does not hold.
  }
  console.log(`${holds ? '✓' : '✗'} ${what}`);
  isGood &&= holds;
}
process.exitCode = isGood ? 0 : 1;
