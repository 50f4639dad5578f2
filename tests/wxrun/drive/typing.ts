import { words } from '../../../src/kit/words';
import type { Sight } from '../runtime/offers';
import type { City } from './city';
import { faultsOf, rested, urlOf, type Form } from './crawl';
import { openJsdom } from './jsdom';
import { fieldsOf, keyOf, mainOf } from './offers';
import { launch, type Launch, type Phone } from './phone';

/** What becomes of what somebody has typed. */

const TYPED = '邻居写的话';
const DIGITS = '12';
/** A preview or a step may stand between typing and sending. */
const STEPS = 3;

export interface Fate {
  /** The network's failure was said. Otherwise the page said what it lacks, and sent nothing. */
  wasSent: boolean;
  /** It was still there after the program was started again. */
  wasKept: boolean;
  faults: string[];
}

/** Opens the page and what lies over it. Null when what opens it is not there any more. */
export async function openForm(phone: Phone, { place, via }: Form): Promise<Sight | null> {
  await phone.settled();
  await phone.act('open', urlOf(place));
  let sight = await rested(phone);
  for (const key of via) {
    const offer = sight.offers.find((one) => keyOf(sight, one) === key);
    if (!offer) return null;
    await phone.tap(offer.handle);
    sight = await rested(phone);
  }
  return fieldsOf(sight).length > 0 ? sight : null;
}

export type Written = Record<string, string>;

/** What each field holds, by what it is called. */
export async function writtenIn(phone: Phone, sight: Sight): Promise<Written> {
  const fields = fieldsOf(sight);
  const all = await Promise.all(
    fields.map(async ({ says, handle }, nth) => [`${says} ${nth}`, (await phone.act('written', handle)) ?? ''] as const),
  );
  return Object.fromEntries(all);
}

export async function fillIn(phone: Phone, sight: Sight): Promise<Written> {
  for (const { handle } of fieldsOf(sight)) {
    const isNumber = (await phone.act('attribute', `${handle} input`, 'inputmode')) === 'numeric';
    await phone.type(handle, isNumber ? DIGITS : TYPED);
  }
  return writtenIn(phone, await rested(phone));
}

/** Types into every field, loses the network, presses the main button, and starts the program again. */
export async function typedAndLost(city: City, how: Partial<Launch>, form: Form): Promise<Fate | null> {
  const phone = await launch({ city, glass: openJsdom, ...how });
  const faults: string[] = [];
  const opened = await openForm(phone, form);
  if (!opened) {
    await phone.close();
    return null;
  }
  const typed = await fillIn(phone, opened);
  await phone.offline();
  let sight = await rested(phone);
  for (let step = 0; step < STEPS && !isFailed(sight); step++) {
    const main = mainOf(sight);
    if (!main) break;
    await phone.tap(main.handle);
    sight = await rested(phone);
  }
  faults.push(...faultsOf(sight).map((fault) => `${form.name}: ${fault}`));
  const still = await writtenIn(phone, sight);
  if (fieldsOf(sight).length > 0 && !isSame(typed, still))
    faults.push(`${form.name}: typed ${JSON.stringify(typed)}, and then there was ${JSON.stringify(still)}`);
  const wasSent = isFailed(sight);
  const [storage, files] = [await phone.act('storage'), await phone.act('files')];
  await phone.close().catch((error: Error) => faults.push(`${form.name}: ${error.message}`));

  const wasKept = JSON.stringify(storage).includes(TYPED);
  if (wasKept) faults.push(...(await keptAs(typed, form, { city, glass: openJsdom, ...how, storage, files })));
  return { wasSent, wasKept, faults };
}

async function keptAs(typed: Written, form: Form, how: Launch): Promise<string[]> {
  const later = await launch(how);
  const opened = await openForm(later, form);
  const again = opened && (await writtenIn(later, opened));
  await later.close();
  if (again && isSame(typed, again)) return [];
  return [`${form.name}: typed ${JSON.stringify(typed)}, and at the next start there was ${JSON.stringify(again)}`];
}

const isSame = (one: Written, other: Written): boolean => JSON.stringify(one) === JSON.stringify(other);
const isFailed = ({ says }: Sight): boolean => says.includes(words.failed.offline);

/**
 * Types into every field, and presses the main button twice while no answer comes.
 * @returns how many requests the press sent, and what is wrong
 */
export async function pressedTwice(city: City, how: Partial<Launch>, form: Form): Promise<{ sent: number; faults: string[] }> {
  const asked: string[] = [];
  let letGo: (() => void) | null = null;
  let held: Promise<void> | null = null;
  const slow: City = {
    ...city,
    network: async (request) => {
      if (held) {
        asked.push(request.url.replace(/^.*\//, ''));
        await held;
      }
      return city.network(request);
    },
  };
  const phone = await launch({ city: slow, glass: openJsdom, ...how });
  const opened = await openForm(phone, form);
  const main = opened && (await fillIn(phone, opened), mainOf(await rested(phone)));
  const faults: string[] = [];
  if (main) {
    held = new Promise((go) => (letGo = go));
    await phone.act('press', main.handle);
    await new Promise((go) => setTimeout(go, 150));
    const { waits, offers } = await phone.act('sight');
    const isShown = waits.length > 0 || !offers.some(({ handle, isIdle }) => handle === main.handle && !isIdle);
    // A button that is switched off meanwhile refuses the finger: that is what is wanted.
    await phone.act('press', main.handle).catch(() => false);
    await new Promise((go) => setTimeout(go, 150));
    const twice = asked.filter((name, nth) => asked.indexOf(name) !== nth);
    if (twice.length > 0) faults.push(`${form.name}: pressed twice, it asked twice for ${twice.join(', ')}`);
    if (asked.length > 0 && !isShown) faults.push(`${form.name}: nothing shows that it is busy with ${asked.join(', ')}`);
    (letGo as (() => void) | null)?.();
    faults.push(...faultsOf(await rested(phone)).map((fault) => `${form.name}, answered at last: ${fault}`));
  }
  await phone.close().catch((error: Error) => faults.push(`${form.name}: ${error.message}`));
  return { sent: asked.length, faults };
}
