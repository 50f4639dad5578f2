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

/** From an entry to what was published: which steps hold. What cannot even be read does not. */
function led({ line, salt, path, seal, up, head }, of, heads, isMeant) {
  const [, community, closed] = seal.text.split('/');
  const steps = [
    async () => isMeant(line, community) && seal.text.startsWith(`${of}/`),
    async () => (await climb(await sha256(0, text(line), bytes(salt)), path)) === seal.root,
    () => isSealed(seal),
    async () => (await climb(bytes(seal.hash), up)) === head.root && head.text.startsWith(`${of}/${closed}/`),
    () => isSealed(head),
    async () => heads.some((one) => one.day === closed && one.hash === head.hash),
  ];
  return Promise.all(steps.map(async (step) => step().catch(() => false)));
}

async function checks({ campaign, day, egg, proof, later = [] }) {
  const [of, home] = proof.seal.text.split('/');
  const response = await fetch(`/books/${encodeURIComponent(of)}.json`, { cache: 'no-store' }).catch(() => null);
  if (!response || response.status >= 500) throw new Error(said.down);
  const { heads = [] } = response.ok ? await response.json() : {};
  const found = await led(
    proof,
    of,
    heads,
    (line, community) =>
      campaign.id === of &&
      egg.entry.startsWith(`egg/${of}/`) &&
      egg.entry.endsWith(`/${day}`) &&
      line.startsWith(`laid ${egg.entry} community=${community} number=${egg.number} notice=${egg.notice.id} `) &&
      line.endsWith(` at=${egg.laidAt}`),
  );
  const more = await Promise.all(
    later
      .filter((one) => one.proof)
      .map(({ entry, reason, at, proof: one }) =>
        led(
          one,
          of,
          heads,
          (line, community) =>
            community === home &&
            entry.startsWith(`${egg.entry}/`) &&
            line.startsWith(`${reason} ${entry} community=${community} campaign=${of} `) &&
            line.endsWith(` at=${at}`),
        ).catch(() => [false]),
      ),
  );
  return [...found, more.flat().every(Boolean)];
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
