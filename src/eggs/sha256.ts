/**
 * SHA-256 (FIPS 180-4) in whole numbers alone. WeChat's phones have no `crypto.subtle`, and the libraries at hand count the length in
 * BigInt, which iOS 12 and 13 do not know.
 */
const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
};
/** The first 32 bits behind the point. */
const fraction = (n: number): number => ((n - Math.floor(n)) * 2 ** 32) >>> 0;
const FIRST = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = primes(64).map((prime) => fraction(Math.cbrt(prime)));

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** What is hashed, with its end marked and its length in bits, in whole blocks of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const blocks = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, i) => blocks.setUint8(i, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
  blocks.setUint32(blocks.byteLength - 4, (bytes.length << 3) >>> 0);
  return blocks;
}

/** The words of one block, made into those of all rounds. */
function spread(blocks: DataView, at: number): Uint32Array {
  const words = new Uint32Array(64);
  for (let i = 0; i < 16; i++) words[i] = blocks.getUint32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const [early, late] = [words[i - 15] ?? 0, words[i - 2] ?? 0];
    const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const other = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] ?? 0) + one + (words[i - 7] ?? 0) + other;
  }
  return words;
}

type State = [number, number, number, number, number, number, number, number];

function mixed(state: State, words: Uint32Array): State {
  let [a, b, c, d, e, f, g, h] = state;
  words.forEach((word, i) => {
    const chosen = (e & f) ^ (~e & g);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + (ROUNDS[i] ?? 0) + word) >>> 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const other = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) >>> 0;
    [a, b, c, d, e, f, g, h] = [(one + other) >>> 0, a, b, c, (d + one) >>> 0, e, f, g];
  });
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (state[i] ?? 0)) >>> 0) as State;
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const blocks = padded(bytes);
  let state = [...FIRST] as State;
  for (let at = 0; at < blocks.byteLength; at += 64) state = mixed(state, spread(blocks, at));
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setUint32(i * 4, word));
  return new Uint8Array(hash.buffer);
}
