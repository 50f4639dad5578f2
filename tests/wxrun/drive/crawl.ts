import type { Offer, Sight } from '../runtime/offers';
import type { City } from './city';
import { openJsdom } from './jsdom';
import { backOf, formIn, groupOf, isOfList, isToTouch, keyOf, wayOut } from './offers';
import { launch, type Launch, type Phone } from './phone';
import { AT_ONCE } from './several';

/** A page as it was found: what opens it, and what was tapped for it. */
export interface Place {
  kind: string;
  path: string;
  query: Record<string, string>;
  from: string;
}

/** Where something can be typed: on a page, or in what a tap there opens. */
export interface Form {
  name: string;
  place: Place;
  /** What is tapped on the page before the fields are there, by its key: as few as may do, and all that was tapped so far. */
  ways: string[][];
}

export interface Crawl {
  places: Place[];
  forms: Form[];
  taps: number;
  /** What no page may do, in sentences. */
  faults: string[];
  /** Taps after which nothing was different: no bug by itself, and worth reading. */
  idle: string[];
}

export interface Walker {
  city: City;
  /** What the phone of whoever walks holds, and how large their text is. */
  how: Partial<Launch>;
  /** Which place is next, of so many; a short walk takes them by chance. */
  next?: (waiting: number) => number;
  /** So many places are walked through at most. */
  most?: number;
}

/** Of one kind of page so many are walked through: a notice that must be known has other buttons than one that need not. */
const ALIKE = 3;
/** So many rows of a list that lead to the same are enough; what stays on the page mostly does something else each time. */
const [ROWS, STAYING] = [3, 8];
const REOPENINGS = 8;
const TRIES = 4;
const HOME = 'tabs/home/index';

/** Pages that differ by ids alone are of one kind; `tab=words` makes another page of one. */
export const kindOf = (path: string, query: Record<string, string>): string =>
  [path, ...Object.entries(query).map(([name, value]) => (/^[a-z]{2,10}$/.test(value) ? `${name}=${value}` : name))]
    .sort()
    .join(' ');

export const urlOf = ({ path, query }: Pick<Place, 'path' | 'query'>): string => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
};

/** Goes everywhere that can be gone to by tapping, from the first page on, and taps each kind of thing once. */
export async function crawl({ city, how, next = () => 0, most = Infinity }: Walker): Promise<Crawl> {
  const found: Crawl = { places: [], forms: [], taps: 0, faults: [], idle: [] };
  const queue: Place[] = [];
  const [tapped, effects] = [new Set<string>(), new Map<string, string[]>()];
  const meet = (path: string, query: Record<string, string>, from: string): void => {
    const kind = kindOf(path, query);
    const alike = found.places.filter((place) => place.kind === kind);
    if (alike.length >= ALIKE || alike.some((place) => urlOf(place) === urlOf({ path, query }))) return;
    const place = { kind, path, query, from };
    found.places.push(place);
    queue.push(place);
  };
  meet(HOME, {}, 'the start');

  let [busy, walked] = [0, 0];
  const walk = async (): Promise<void> => {
    let [phone, held]: [Phone | null, string] = [null, ''];
    const putAway = (where: string) =>
      phone?.close().catch((error: Error) => found.faults.push(`${where}: ${error.message}`));
    while ((queue.length > 0 || busy > 0) && walked < most) {
      const [place] = queue.splice(next(queue.length), 1);
      if (!place) {
        await new Promise((go) => setTimeout(go, 50));
        continue;
      }
      busy += 1;
      walked += 1;
      if (!phone) {
        phone = await launch({ city, glass: openJsdom, ...how });
        await rested(phone);
        held = JSON.stringify(await phone.act('storage'));
      }
      await explore(phone, place).catch((error: Error) => found.faults.push(`${urlOf(place)}: ${error.message}`));
      // What somebody chose on a page, such as their community, changes what others say: the next one is seen as the first was.
      if (JSON.stringify(await phone.act('storage')) !== held) {
        await putAway(urlOf(place));
        phone = null;
      }
      busy -= 1;
    }
    await putAway('in the end');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  return { ...found, faults: [...new Set(found.faults)] };

  /** Remembers where something can be typed, and how one comes to it. */
  function noteForm(place: Place, sight: Sight, ways: string[][]): void {
    const name = formIn(sight);
    if (name && !found.forms.some((form) => form.name === name)) found.forms.push({ name, place, ways });
  }

  async function explore(phone: Phone, place: Place): Promise<void> {
    const reopen = async (): Promise<Sight> => {
      await openAnew(phone, place);
      const sight = await look(phone, `${urlOf(place)} (from ${place.from})`);
      noteForm(place, sight, [[]]);
      trail = [];
      return sight;
    };
    let trail: string[] = [];
    /** What was seen and not tapped yet, and what opened the sheet it was seen in. */
    const left = new Map<string, string>();
    const openers = new Map<string, string>();
    let reopenings = 0;
    let sight = await reopen();
    for (;;) {
      const fresh = sight.offers.filter((offer) => isToTouch(sight, offer) && isNew(sight, offer));
      for (const offer of fresh) left.set(keyOf(sight, offer), sight.layer);
      const [offer] = fresh;
      if (offer) {
        left.delete(keyOf(sight, offer));
        const key = keyOf(sight, offer);
        const few = [openers.get(sight.layer), key].filter((one) => one !== undefined);
        sight = await touch(phone, sight, offer, openers);
        trail.push(key);
        if (urlOf(sight) === urlOf(place)) noteForm(place, sight, [few, [...trail]]);
        if (urlOf(sight) !== urlOf(place)) sight = await reopen();
      } else if (sight.layer) sight = await close(phone, sight);
      else {
        const again = [...left].find(([key]) => !tapped.has(key));
        if (!again || reopenings++ === REOPENINGS) return;
        left.delete(again[0]);
        sight = await reopen();
        const opener = sight.offers.find((one) => keyOf(sight, one) === openers.get(again[1]));
        if (opener) sight = await press(phone, sight, opener);
        if (urlOf(sight) !== urlOf(place)) sight = await reopen();
      }
    }
  }

  function isNew(sight: Sight, offer: Offer): boolean {
    if (tapped.has(keyOf(sight, offer))) return false;
    const before = effects.get(groupOf(sight, offer)) ?? [];
    const last = before.at(-1);
    return !isOfList(offer) || before.filter((one) => one === last).length < (last === 'stays' ? STAYING : ROWS);
  }

  async function press(phone: Phone, sight: Sight, { handle, className, says }: Offer): Promise<Sight> {
    await phone.tap(handle);
    return look(phone, `${urlOf(sight)} ${sight.layer}, after “${says.slice(0, 24)}” (${className})`);
  }

  /** Taps a thing once, sees what became of it, and comes back when it led to another page. */
  async function touch(phone: Phone, before: Sight, offer: Offer, openers: Map<string, string>): Promise<Sight> {
    tapped.add(keyOf(before, offer));
    found.taps += 1;
    const calls = JSON.stringify((await phone.act('report')).calls);
    const after = await press(phone, before, offer);
    const isPushed = after.depth > before.depth;
    const isElsewhere = isPushed || urlOf(after) !== urlOf(before);
    const effect = isElsewhere ? kindOf(after.path, after.query) : after.layer !== before.layer ? after.layer : 'stays';
    const group = groupOf(before, offer);
    effects.set(group, [...(effects.get(group) ?? []), effect]);
    if (after.layer && after.layer !== before.layer) openers.set(after.layer, keyOf(before, offer));
    if (isElsewhere) meet(after.path, after.query, `“${offer.says.slice(0, 24)}” on ${before.path}`);
    else if (after.says === before.says && calls === JSON.stringify((await phone.act('report')).calls))
      found.idle.push(keyOf(before, offer));
    return isPushed ? goBack(phone, after, before) : after;
  }

  /** By WeChat's own arrow, to the very page that one came from. */
  async function goBack(phone: Phone, from: Sight, to: Sight): Promise<Sight> {
    const arrow = backOf(from);
    if (!arrow) {
      found.faults.push(`${urlOf(from)} has no way back`);
      return from;
    }
    await phone.tap(arrow.handle);
    const after = await look(phone, `${urlOf(to)}, back from ${urlOf(from)}`);
    if (urlOf(after) !== urlOf(to) || after.depth !== to.depth)
      found.faults.push(`back from ${urlOf(from)} leads to ${urlOf(after)} and not to ${urlOf(to)}`);
    return after;
  }

  async function close(phone: Phone, sight: Sight): Promise<Sight> {
    const out = wayOut(sight);
    // Nothing more can be seen of this page then.
    if (!out) throw new Error(`“${sight.layer}” cannot be closed`);
    const after = await press(phone, sight, out);
    if (after.layer === sight.layer) throw new Error(`“${sight.layer}” does not close`);
    return after;
  }

  /** Waits until the page has come to rest, and says what is wrong with it. */
  async function look(phone: Phone, where: string): Promise<Sight> {
    const sight = await rested(phone);
    found.faults.push(...faultsOf(sight).map((fault) => `${where}: ${fault}`));
    return sight;
  }
}

/** Opens a page over the first tab, whatever was open before. */
export async function openAnew(phone: Phone, place: Pick<Place, 'path' | 'query'>): Promise<void> {
  await phone.act('open', `/${HOME}`);
  await rested(phone);
  if (place.path !== HOME) await phone.act('open', urlOf(place));
}

/** What is in front of somebody once nothing is on its way any more, or after some seconds. Many phones on one machine take their time. */
export async function rested(phone: Phone): Promise<Sight> {
  for (let tries = 0; ; tries++) {
    const isStill = await phone.settled().then(
      () => true,
      () => false,
    );
    const sight = await phone.act('sight');
    if ((isStill && sight.waits.length === 0 && sight.says !== '') || tries === TRIES)
      return isStill ? sight : { ...sight, waits: [...sight.waits, 'it does not come to rest'] };
  }
}

/** The gallery shows what waiting looks like. */
const WAITS_FOR_EVER = 'gallery/all/index';

/**
 * What no page may be: broken, blank, or waiting for ever. A way on is always there: on a page over others the arrow, which is taken
 * each time, and on one that was opened alone WeChat's own little house.
 */
export const faultsOf = ({ troubles, waits, says, path }: Sight): string[] => [
  ...troubles.map((trouble) => `trouble: ${trouble.slice(0, 600)}`),
  ...(path === WAITS_FOR_EVER ? [] : waits).map((what) => `still waits: ${what}`),
  ...(says === '' ? ['it is blank'] : []),
];
