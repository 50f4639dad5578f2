import type { Proof } from '../../types/eggs';
import type { Head, Receipt } from './store';
import { sha256 } from './sha256';

/**
 * Checks on the phone itself that an egg is in the closed books. How each thing is hashed is said in `cloud/ledger/tree.ts`; nothing of
 * it is used here, so that two programs that were written apart have to come to the same hash.
 */
const [LEAF, NODE, SEAL] = [0, 1, 2] as const;

/** UTF-8, which WeChat has no encoder for. */
const encoded = (text: string): number[] =>
  (encodeURIComponent(text).match(/%..|[^%]/g) ?? []).map((one) =>
    one.length === 3 ? parseInt(one.slice(1), 16) : one.charCodeAt(0),
  );

/** @throws when it is no hexadecimal: a letter that is read as another would be a change that nobody finds */
function bytesOf(hex: string): number[] {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error('No hexadecimal');
  return (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('');

const hashOf = (kind: number, ...parts: number[][]): string =>
  hexOf(sha256(Uint8Array.from(parts.reduce((all, part) => all.concat(part), [kind]))));

/** Where the neighbours lead from a hash; a side that is neither leads nowhere. */
const climbed = (from: string, path: Proof['path']): string =>
  path.reduce((here, [side, other]) => {
    const pair = { left: [other, here], right: [here, other] }[side];
    return hashOf(NODE, ...pair.map(bytesOf));
  }, from);

const isSealed = ({ text, before, root, hash }: Proof['seal']): boolean =>
  hashOf(SEAL, encoded(text), bytesOf(before), bytesOf(root)) === hash;

/** What cannot even be read does not hold. */
const holds = (check: () => boolean): boolean => {
  try {
    return check();
  } catch {
    return false;
  }
};

/** An entry's line, as far as the receipt says what it is of. */
const begins = ({ entry, number, notice }: NonNullable<Receipt['egg']>, community: string): string =>
  `laid ${entry} community=${community} number=${number} notice=${notice.id} `;

/** From an entry's leaf to what was published, each step by what it takes; the first one is what the entry has to say. */
function led({ line, salt, path, seal, up, head }: Proof, heads: readonly Head[], isMeant: Meant): boolean[] {
  const [of = '', community = '', closed = ''] = seal.text.split('/');
  return [
    () => isMeant(line, of, community),
    () => climbed(hashOf(LEAF, encoded(line), bytesOf(salt)), path) === seal.root,
    () => isSealed(seal),
    () => climbed(seal.hash, up) === head.root && head.text.startsWith(`${of}/${closed}/`),
    () => isSealed(head),
    () => heads.some((one) => one.day === closed && one.hash === head.hash),
  ].map(holds);
}
type Meant = (line: string, campaign: string, community: string) => boolean;

/** The six steps from what the receipt says to what was published, in the order of `say.steps`: which of them hold. */
export function verified({ campaign, day, egg, proof }: Receipt, heads: readonly Head[]): boolean[] {
  if (!egg || !proof) return [];
  return led(
    proof,
    heads,
    (line, of, community) =>
      of === campaign.id &&
      egg.entry.startsWith(`egg/${of}/`) &&
      egg.entry.endsWith(`/${day}`) &&
      line.startsWith(begins(egg, community)) &&
      line.endsWith(` at=${egg.laidAt}`),
  );
}

/** Those of the later entries whose day is closed, in their order: whether each is in the books, of this egg, and as the receipt says. */
export const verifiedLater = ({ campaign, egg, proof: laid, later }: Receipt, heads: readonly Head[]): boolean[] =>
  provenOf(later).map(({ entry, reason, at, proof }) =>
    led(
      proof,
      heads,
      (line, of, community) =>
        of === campaign.id &&
        // An egg stays in the books of the community where it was laid.
        community === laid?.seal.text.split('/')[1] &&
        entry.startsWith(`${egg?.entry}/`) &&
        line.startsWith(`${reason} ${entry} community=${community} campaign=${of} `) &&
        line.endsWith(` at=${at}`),
    ).every(Boolean),
  );

type Later = Receipt['later'][number];
export const provenOf = (later: readonly Later[]): (Later & { proof: Proof })[] =>
  later.filter((one): one is Later & { proof: Proof } => one.proof !== null);

/** The day whose books an egg lies in: mostly its own, and a later one when it was counted late. */
export const closedOn = ({ head }: Proof): string => head.text.split('/')[1] ?? '';
