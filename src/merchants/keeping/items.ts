import type { Audience, Service } from '../../../types/shops';
import { newId } from '../../kit/id';
import { priceOf, typedPrice } from './price';
import { say } from './words';

/** A line of the service list as it is typed: every field a string of its own, however empty. */
export interface Item {
  key: string;
  name: string;
  price: 'free' | 'yuan' | 'ask';
  yuan: string;
  unit: string;
  hours: string;
  forWhom: readonly Audience[];
  phone: string;
  note: string;
}

export const newItem = (): Item => ({
  key: newId(),
  name: '',
  price: 'free',
  yuan: '',
  unit: '',
  hours: '',
  forWhom: ['all'],
  phone: '',
  note: '',
});

export const itemOf = ({ name, fen, unit, hours, forWhom, phone, note }: Service): Item => ({
  key: newId(),
  name,
  price: fen === null ? 'ask' : fen === 0 ? 'free' : 'yuan',
  yuan: fen ? typedPrice(fen) : '',
  unit: unit ?? '',
  hours: hours ?? '',
  forWhom,
  phone: phone ?? '',
  note: note ?? '',
});

/** Hundredths of a yuan; null is asked at the shop. What cannot be read as a price is asked, too, until it is mended. */
function fenOf({ price, yuan }: Item): number | null {
  if (price === 'free') return 0;
  const typed = priceOf(yuan);
  return price === 'yuan' && 'fen' in typed ? typed.fen : null;
}

/** What the cloud is told. Empty fields are left out: the contract knows absent ones, not blank ones. */
export const serviceOf = (item: Item): Service => ({
  name: item.name.trim(),
  fen: fenOf(item),
  forWhom: [...item.forWhom],
  ...(item.unit.trim() && item.price === 'yuan' && { unit: item.unit.trim() }),
  ...(item.hours.trim() && { hours: item.hours.trim() }),
  ...(item.phone.trim() && { phone: item.phone.trim() }),
  ...(item.note.trim() && { note: item.note.trim() }),
});

/** What has to be mended before the list can go out, by the name of the field. */
export function wrongIn(item: Item, others: readonly Item[]): Partial<Record<'name' | 'yuan', string>> {
  const name = item.name.trim();
  const isTwice = others.some((one) => one.key !== item.key && one.name.trim() === name);
  const price = priceOf(item.yuan);
  const isPriced = item.price === 'yuan';
  return {
    ...(!name && { name: say.item.nameNeeded }),
    ...(name && isTwice && { name: say.item.nameTwice }),
    ...(isPriced && 'wrong' in price && { yuan: say.item.wrongPrice[price.wrong] }),
    ...(isPriced && 'fen' in price && price.fen === 0 && { yuan: say.item.zeroIsFree }),
  };
}

/** For everyone, or for some: one leaves no room for the other. */
export function choose(forWhom: readonly Audience[], one: Audience): Audience[] {
  if (one === 'all') return ['all'];
  const others = forWhom.filter((it) => it !== 'all' && it !== one);
  const chosen = forWhom.includes(one) ? others : [...others, one];
  return chosen.length > 0 ? chosen : ['all'];
}

export function moved(items: readonly Item[], key: string, by: -1 | 1): readonly Item[] {
  const at = items.findIndex((one) => one.key === key);
  const [here, there] = [items[at], items[at + by]];
  if (!here || !there) return items;
  return items.map((one) => (one === here ? there : one === there ? here : one));
}
