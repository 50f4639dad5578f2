// Checks a receipt in the browser, by its own SHA-256. It sends the receipt nowhere: it only asks for what was published.
const said = JSON.parse(document.getElementById('words').textContent);
const outcome = document.getElementById('outcome');
const steps = [...document.querySelectorAll('#steps li')];

// A letter that is read as another, or left out, would be a change that nobody finds.
const bytes = (hex) =>
  Uint8Array.from((/^([0-9a-f]{2})*$/.test(hex) && hex.match(/../g)) || [], (pair) => parseInt(pair, 16));
const text = (words) => new TextEncoder().encode(words);
const hex = (given) => Array.from(given, (byte) => byte.toString(16).padStart(2, '0')).join('');
async function sha256(kind, ...parts) {
  const all = Uint8Array.from([kind, ...parts.flatMap((part) => [...part])]);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
async function climb(from, path) {
  let here = from;
  for (const [side, other] of path)
    here = await sha256(1, ...{ left: [bytes(other), here], right: [here, bytes(other)] }[side]);
  return hex(here);
}
const isSealed = async (seal) =>
  hex(await sha256(2, text(seal.text), bytes(seal.before), bytes(seal.root))) === seal.hash;

async function checks({ campaign, day, egg, proof: { line, salt, path, seal, up, head } }) {
  const [of, community, closed] = seal.text.split('/');
  const response = await fetch(`/books/${encodeURIComponent(of)}.json`, { cache: 'no-store' }).catch(() => null);
  if (!response || response.status >= 500) throw new Error(said.down);
  const { heads = [] } = response.ok ? await response.json() : {};
  const found = [
    async () =>
      campaign.id === of &&
      egg.entry.startsWith(`egg/${of}/`) &&
      egg.entry.endsWith(`/${day}`) &&
      line.startsWith(`laid ${egg.entry} community=${community} number=${egg.number} notice=${egg.notice.id} `) &&
      line.endsWith(` at=${egg.laidAt}`),
    async () => (await climb(await sha256(0, text(line), bytes(salt)), path)) === seal.root,
    () => isSealed(seal),
    async () => (await climb(bytes(seal.hash), up)) === head.root && head.text.startsWith(`${of}/${closed}/`),
    () => isSealed(head),
    async () => heads.some((one) => one.day === closed && one.hash === head.hash),
  ];
  // What cannot even be read does not hold.
  return Promise.all(found.map(async (check) => check().catch(() => false)));
}

async function check() {
  steps.forEach((step) => (step.className = ''));
  if (!globalThis.crypto?.subtle) return said.off;
  let receipt;
  try {
    receipt = JSON.parse(document.getElementById('receipt').value);
    const { seal, head, path, up, line, salt } = receipt.proof;
    if (![line, salt, seal.text, head.text].every((one) => typeof one === 'string') || !path || !up) return said.broken;
  } catch {
    return said.broken;
  }
  const found = await checks(receipt);
  found.forEach((holds, i) => (steps[i].className = holds ? 'holds' : 'fails'));
  return found.every(Boolean) ? said.good : said.bad;
}

document.getElementById('go').addEventListener('click', async () => {
  outcome.textContent = '';
  outcome.textContent = await check().catch((error) => error.message || said.broken);
});
