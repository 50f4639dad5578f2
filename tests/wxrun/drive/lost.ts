import { words } from '../../../src/kit/words';
import { say as handing } from '../../../src/handing/words';
import { say as shops } from '../../../src/merchants/words';
import type { Sight } from '../runtime/offers';
import type { City } from './city';
import { faultsOf, openAnew, rested, urlOf, type Place } from './crawl';
import { openJsdom } from './jsdom';
import { launch, type Launch, type Phone } from './phone';

/** What a page is without a network, and once there is one again. */

/** Numbers move between two looks. */
const plain = ({ says }: Sight): string => says.replace(/\d+/g, '#');
/** Most pages say it in the same words. A badge that could not be checked, and a desk for eggs without its list, say what that means. */
const failures = [words.failed.unreached, words.failed.offline, shops.verify.failedNote, handing.offline.noList];
const isFailed = ({ says }: Sight): boolean => failures.some((one) => says.includes(one));
const retryOf = ({ offers }: Sight) =>
  offers.find(({ says }) => says === words.failed.retry || says === shops.verify.again);
const TRIES = 4;

/**
 * Opens a page without a network: by its link as the program starts, or within the program that was open already.
 * @returns what is wrong with it
 */
export async function openedWithout(
  city: City,
  how: Partial<Launch>,
  place: Place,
  isStart: boolean,
): Promise<string[]> {
  const entry = isStart ? { path: place.path, query: place.query, offline: true } : {};
  const phone = await launch({ city, glass: openJsdom, ...how, ...entry });
  if (!isStart) {
    await rested(phone);
    await phone.offline();
    await phone.act('open', urlOf(place));
  }
  const where = `${urlOf(place)} ${isStart ? 'at the start' : 'later on'}`;
  const without = await rested(phone);
  const faults = faultsOf(without).map((fault) => `${where}, without a network: ${fault}`);
  if (!(await phone.reading()).includes(words.offline)) faults.push(`${where} says nothing of the network`);

  await phone.online();
  const back = await recovered(phone);
  faults.push(...faultsOf(back).map((fault) => `${where}, with the network again: ${fault}`));
  if (isFailed(back)) faults.push(`${where} does not come back with the network: ${back.says}`);
  await openAnew(phone, place);
  const usual = await rested(phone);
  if (plain(back) !== plain(usual)) faults.push(`${where} comes back as ${plain(back)}\nand is ${plain(usual)}`);
  // Without a network, a page shows some of what it shows with one, or says that it cannot: never that there is nothing.
  const known = new Set(usual.lines);
  const untrue = isFailed(without) ? [] : without.lines.filter((line) => !known.has(line));
  if (untrue.length > 0) faults.push(`${where}, without a network, says what is not so: ${untrue.join(' / ')}`);
  await phone.close().catch((error: Error) => faults.push(`${where}: ${error.message}`));
  return faults;
}

/** What somebody does: tries again where the page says so, or looks at it again later. */
async function recovered(phone: Phone): Promise<Sight> {
  let sight = await rested(phone);
  for (let tries = 0; isFailed(sight) && tries < TRIES; tries++) {
    const retry = retryOf(sight);
    if (retry) await phone.tap(retry.handle);
    else {
      await phone.act('hide');
      await phone.act('show');
    }
    sight = await rested(phone);
  }
  return sight;
}
