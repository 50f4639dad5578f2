// Checks a receipt in the browser, by its own SHA-256. It sends the receipt nowhere: it only asks for what was published.
const said = JSON.parse(document.getElementById('words').textContent);
const outcome = document.getElementById('outcome');
const steps = [...document.querySelectorAll('#steps li')];

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const text = (words) => new TextEncoder().encode(words);
const hex = (given) => Array.from(given, (byte) => byte.toString(16).padStart(2, '0')).join('');
async function sha256(kind, ...parts) {
  const all = Uint8Array.from([kind, ...parts.flatMap((part) => [...part])]);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
async function climb(from, path) {
  let here = from;
  for (const [side, other] of path)
    here = side === 'left' ? await sha256(1, bytes(other), here) : await sha256(1, here, bytes(other));
  return hex(here);
}
const isSealed = async (seal) =>
  hex(await sha256(2, text(seal.text), bytes(seal.before), bytes(seal.root))) === seal.hash;

async function checks({ line, salt, path, seal, up, head }) {
  const [campaign, community, day] = seal.text.split('/');
  const response = await fetch(`/books/${encodeURIComponent(campaign)}.json`, { cache: 'no-store' }).catch(() => null);
  if (!response || response.status >= 500) throw new Error(said.down);
  const { heads = [] } = response.ok ? await response.json() : {};
  return [
    line.startsWith(`laid egg/${campaign}/`) && line.split(' ')[2] === `community=${community}`,
    (await climb(await sha256(0, text(line), bytes(salt)), path)) === seal.root,
    await isSealed(seal),
    (await climb(bytes(seal.hash), up)) === head.root && head.text.startsWith(`${campaign}/${day}/`),
    await isSealed(head),
    heads.some((one) => one.day === day && one.hash === head.hash),
  ];
}

async function check() {
  steps.forEach((step) => (step.className = ''));
  if (!globalThis.crypto?.subtle) return said.off;
  let proof;
  try {
    ({ proof } = JSON.parse(document.getElementById('receipt').value));
    const { seal, head, path, up, line, salt } = proof;
    if (![line, salt, seal.text, head.text].every((one) => typeof one === 'string') || !path || !up) return said.broken;
  } catch {
    return said.broken;
  }
  const found = await checks(proof);
  found.forEach((holds, i) => (steps[i].className = holds ? 'holds' : 'fails'));
  return found.every(Boolean) ? said.good : said.bad;
}

document.getElementById('go').addEventListener('click', async () => {
  outcome.textContent = '';
  outcome.textContent = await check().catch((error) => error.message || said.broken);
});
