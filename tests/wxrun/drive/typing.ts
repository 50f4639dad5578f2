import { words } from '../../../src/kit/words';
import { say as inbox } from '../../../src/reports/inbox/words';
import { say as filing } from '../../../src/reports/filing/words';
import { procedures } from '../../kit/procedures';
import type { Sight } from '../runtime/offers';
import type { City } from './city';
import { faultsOf, openAnew, rested, type Form } from './crawl';
import { openJsdom } from './jsdom';
import { fieldsOf, formIn, keyOf, mainOf, wayOut } from './offers';
import { launch, type Launch, type Phone } from './phone';

/** What becomes of what somebody has typed. */

const TYPED = '邻居写的话';
const DIGITS = '1212';
/** What is looked for, or copied off a paper, need not outlive a start of the program. */
const SOUGHT =
  /^(community\/find|merchants\/list|households\/register)\/index: |^campaigns\/edit\/index sheet |^gallery|^handing/;
/** A preview or a step may stand between typing and sending. */
const STEPS = 3;

export interface Fate {
  /** The network's failure was said. Otherwise the page said what it lacks, and sent nothing. */
  wasSent: boolean;
  /** The phone kept it until the next start. */
  wasKept: boolean;
  faults: string[];
}

/** Opens the page and what lies over it. Null when it is not there any more: what was to be done is done. */
export async function openForm(phone: Phone, { place, ways, name }: Form): Promise<Sight | null> {
  for (const way of ways) {
    await openAnew(phone, place);
    let sight = await rested(phone);
    for (const key of way) sight = await tapBy(phone, sight, key);
    if (formIn(sight) === name) return sight;
  }
  return null;
}

/** Taps a thing by its key, under a sheet if need be; what is not there is passed over. */
async function tapBy(phone: Phone, sight: Sight, key: string): Promise<Sight> {
  const offer = sight.offers.find((one) => keyOf(sight, one) === key);
  const out = offer ?? (sight.layer ? wayOut(sight) : undefined);
  if (!out) return sight;
  await phone.tap(out.handle);
  const after = await rested(phone);
  return offer ? after : tapBy(phone, after, key);
}

/** What each field holds, by what it is called. */
type Written = Record<string, string>;
async function writtenIn(phone: Phone, sight: Sight): Promise<Written> {
  const held: Written = {};
  for (const [nth, { says, handle }] of fieldsOf(sight).entries())
    held[`${nth} ${says}`] = (await phone.act('written', handle)) ?? '';
  return held;
}

async function fillIn(phone: Phone, sight: Sight): Promise<Written> {
  for (const { handle } of fieldsOf(sight)) {
    const mode = await phone.act('attribute', `${handle} input`, 'inputmode');
    await phone.type(handle, mode === 'numeric' ? DIGITS : TYPED);
  }
  return writtenIn(phone, await rested(phone));
}

/** Still in its fields, or in sight as something that waits to be sent. */
async function isThere(phone: Phone, sight: Sight | null, typed: Written): Promise<boolean> {
  if (sight && JSON.stringify(await writtenIn(phone, sight)) === JSON.stringify(typed)) return true;
  return Object.values(typed).includes(TYPED) && (await phone.reading()).includes(TYPED);
}

/** A button that took another's place waits for the end of a double tap. */
const aMomentLater = async (phone: Phone): Promise<Sight> => {
  await new Promise((go) => setTimeout(go, 700));
  return rested(phone);
};

/** Closes what has come up over the form: a choice that could not be shown, perhaps. */
async function uncovered(phone: Phone, sight: Sight, form: Sight): Promise<Sight> {
  const out = sight.path === form.path && sight.layer !== form.layer ? wayOut(sight) : undefined;
  if (!out) return sight;
  await phone.tap(out.handle);
  return rested(phone);
}

/** Most pages say it in the same words; a report says that it waits on the phone. */
const isFailed = ({ says }: Sight): boolean =>
  [words.failed.unreached, words.failed.offline, filing.queued].some((one) => says.includes(one));

/** Types into every field, loses the network, presses the main button, and starts the program again. */
export async function typedAndLost(city: City, how: Partial<Launch>, form: Form): Promise<Fate | null> {
  const heard = new Set<string>();
  const phone = await launch({ city: hearing(city, heard), glass: openJsdom, ...how });
  const opened = await openForm(phone, form);
  if (!opened) return phone.close().then(() => null);
  const typed = await fillIn(phone, opened);
  await phone.offline();
  let sight = await rested(phone);
  for (let step = 0; step < STEPS && !isFailed(sight); step++) {
    const main = mainOf(sight) ?? mainOf(await aMomentLater(phone));
    if (!main) break;
    await phone.tap(main.handle);
    sight = await rested(phone);
    if (sight.path === form.place.path) continue;
    // It led on to another page: what was typed lies below.
    await phone.back();
    sight = await rested(phone);
    break;
  }
  const faults = faultsOf(sight).map((fault) => `${form.name}: ${fault}`);
  const wasSent = isFailed(sight);
  const isLeft =
    (await isThere(phone, sight, typed)) || (await isThere(phone, await uncovered(phone, sight, opened), typed));
  if (!isLeft) faults.push(`${form.name}: typed ${JSON.stringify(typed)}, and then there was ${await phone.reading()}`);
  const [storage, files] = [await phone.act('storage'), await phone.act('files')];
  await phone.close().catch((error: Error) => faults.push(`${form.name}: ${error.message}`));

  const wasKept = JSON.stringify(storage).includes(TYPED);
  if (!wasKept && !SOUGHT.test(form.name) && Object.values(typed).includes(TYPED))
    faults.push(`${form.name}: nothing of it is kept on the phone`);
  if (wasKept) faults.push(...(await startedAgain({ ...how, storage, files }, takesNothing(city, heard), form, typed)));
  return { wasSent, wasKept, faults };
}

const nameOf = (url: string): string => url.replace(/^.*\//, '');
const hearing = (city: City, heard: Set<string>): City => ({
  ...city,
  network: async (request) => {
    heard.add(nameOf(request.url));
    return city.network(request);
  },
});

/** What waits may go out by itself at the next start: here nothing new is taken in, so that it can be seen. */
const takesNothing = (city: City, heard: Set<string>): City => ({
  ...city,
  network: async (request) => {
    const name = nameOf(request.url);
    const isAct = ['command', 'errand'].includes(procedures.get(name)?.does ?? 'query');
    return isAct && !heard.has(name) ? null : city.network(request);
  },
});

/** What was chosen is kept with what was typed, and has a button of its own on the page that is open. */
async function takenUp(phone: Phone): Promise<Sight | null> {
  const sight = await rested(phone);
  const goOn = sight.offers.find(({ says }) => says.startsWith(inbox.manyKept(0).split('0')[0] ?? ''));
  if (!goOn) return null;
  await phone.tap(goOn.handle);
  const main = mainOf(await rested(phone));
  if (main) await phone.tap(main.handle);
  return rested(phone);
}

async function startedAgain(how: Partial<Launch>, city: City, form: Form, typed: Written): Promise<string[]> {
  const phone = await launch({ city, glass: openJsdom, ...how });
  const opened = (await openForm(phone, form)) ?? (await takenUp(phone));
  const isKept = await isThere(phone, opened, typed);
  const reading = await phone.reading();
  await phone.close();
  return isKept ? [] : [`${form.name}: typed ${JSON.stringify(typed)}, and at the next start there was ${reading}`];
}

/**
 * Types into every field, and presses the main button twice while no answer comes.
 * @returns what the press asked for, and what is wrong
 */
export async function pressedTwice(
  city: City,
  how: Partial<Launch>,
  form: Form,
): Promise<{ sent: string[]; faults: string[] }> {
  const sent: string[] = [];
  let letGo: () => void = () => undefined;
  let held: Promise<void> | null = null;
  const slow: City = {
    ...city,
    network: async (request) => {
      if (held) sent.push(nameOf(request.url));
      await held;
      return city.network(request);
    },
  };
  const phone = await launch({ city: slow, glass: openJsdom, ...how });
  const faults: string[] = [];
  const opened = await openForm(phone, form);
  if (opened) await fillIn(phone, opened);
  const main = opened && mainOf(await rested(phone));
  if (main) {
    held = new Promise((go) => (letGo = go));
    await phone.act('press', main.handle);
    await moment();
    const { waits, offers } = await phone.act('sight');
    const isShown = waits.length > 0 || !offers.some(({ handle, isIdle }) => handle === main.handle && !isIdle);
    // A button that is switched off meanwhile refuses the finger: that is what is wanted.
    await phone.act('press', main.handle).catch(() => false);
    await moment();
    const twice = sent.filter((name, nth) => procedures.get(name)?.does !== 'query' && sent.indexOf(name) !== nth);
    if (twice.length > 0) faults.push(`${form.name}: pressed twice, it asked twice for ${twice.join(', ')}`);
    if (sent.length > 0 && !isShown) faults.push(`${form.name}: nothing shows that it is busy with ${sent.join(', ')}`);
    held = null;
    letGo();
    faults.push(...faultsOf(await rested(phone)).map((fault) => `${form.name}, answered at last: ${fault}`));
  }
  await phone.close().catch((error: Error) => faults.push(`${form.name}: ${error.message}`));
  return { sent, faults };
}

/** As long as a finger needs to come down again. */
const moment = (): Promise<void> => new Promise((go) => setTimeout(go, 200));
