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
const { campaign, day, egg, proof, later = [] } = receipt;
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
const [of, community] = proof.seal.text.split('/');
const closedOn = ({ head }) => head.text.split('/')[1];

async function publishedHashes() {
  // A printed hash is of one day alone; each that came before it is in it.
  if (!published.startsWith('http')) return { [closedOn(proof)]: published.replace(/\s/g, '') };
  const answer = await fetch(`${published.replace(/\/$/, '')}/books/${encodeURIComponent(of)}.json`);
  const { heads = [] } = await answer.json();
  return Object.fromEntries(heads.map(({ day, hash }) => [day, hash]));
}
const known = await publishedHashes().catch(() => {
  console.error('读不到公布的数');
  process.exit(2);
});

const checksOf = ({ line, salt, path, seal, up, head }, isMeant) => [
  isMeant,
  () => climb(sha256(LEAF, Buffer.from(line), bytes(salt)), path).equals(bytes(seal.root)),
  () => isSealed(seal),
  () =>
    climb(bytes(seal.hash), up).equals(bytes(head.root)) &&
    head.text.startsWith(`${of}/${seal.text.split('/')[2]}/`) &&
    seal.text.startsWith(`${of}/${community}/`),
  () => isSealed(head),
];
const isPublished = (one) => () => one.head.hash === known[closedOn(one)];
const isLater = ({ entry, reason, at, proof: one }) => {
  const isMeant = () =>
    entry.startsWith(`${egg.entry}/`) &&
    one.line.startsWith(`${reason} ${entry} community=${community} campaign=${of} `) &&
    one.line.endsWith(` at=${at}`);
  // Of a printed hash nothing is known but its own day.
  const isKnown = published.startsWith('http') ? [isPublished(one)] : [];
  return [...checksOf(one, isMeant), ...isKnown].every((check) => check());
};
const isThisEgg = () =>
  campaign.id === of &&
  egg.entry.startsWith(`egg/${of}/`) &&
  egg.entry.endsWith(`/${day}`) &&
  proof.line.startsWith(`laid ${egg.entry} community=${community} number=${egg.number} notice=${egg.notice.id} `) &&
  proof.line.endsWith(` at=${egg.laidAt}`);

const checks = [
  ...checksOf(proof, isThisEgg),
  isPublished(proof),
  () => later.filter((one) => one.proof).every(isLater),
];
const says = [
  '凭证写的就是这次活动、这个社区、这枚鸡蛋',
  '这枚鸡蛋在当天的账里',
  '当天的账封好了',
  '社区的账在全活动的账里',
  '全活动的账封好了',
  '和公布的一样',
  '后来的每一笔（领走、更正）也在账里',
];
let isGood = true;
for (const [i, check] of checks.entries()) {
  let holds = false;
  try {
    holds = check();
  } catch {
    // What cannot even be read does not hold.
  }
  console.log(`${holds ? '✓' : '✗'} ${says[i]}`);
  isGood &&= holds;
}
process.exitCode = isGood ? 0 : 1;
