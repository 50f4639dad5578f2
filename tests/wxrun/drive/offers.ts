import { say as tabs } from '../../../src/tabs/words';
import type { Offer, Sight } from '../runtime/offers';

/** What makes two things that can be tapped the same thing to whoever walks everywhere. */

/** WeChat's own bars and the strip of the demo's people are the same on every page. */
const CHROME = /^(wx-tab|persona-strip)\b/;
/** Becoming another of the demo's people is how a walk begins; to do it on the way would end this one. */
const PEOPLE = /^persona-sheet__one\b/;
/** It ends the session on all phones of this walk; `newcomer.walk` leaves. */
const LEAVES = tabs.me.signOut;
const BACK = 'wx-back';

const bare = (className: string): string => className.replace(/\s+\S*--(on|now|chosen|busy)\b/g, '').trim();
const counted = (says: string): string => says.replace(/\d+/g, '#').slice(0, 24);

export const keyOf = ({ path, layer }: Sight, offer: Offer): string =>
  CHROME.test(offer.className)
    ? `everywhere ${offer.className.split(' ')[0] ?? ''} ${offer.says.slice(0, 4)}`
    : `${groupOf({ path, layer }, offer)} ${counted(offer.says)}`;

/** Things of one class on one page: a list, mostly. */
export const groupOf = (
  { path, layer }: Pick<Sight, 'path' | 'layer'>,
  { kind, className }: Pick<Offer, 'kind' | 'className'>,
): string => `${path} ${counted(layer)} ${kind} ${bare(className)}`;

/** Buttons are few and each says something else; of a list of rows a few show what all lead to. */
export const isOfList = ({ kind, className }: Offer): boolean => kind !== 'button' && !CHROME.test(className);

const isField = (kind: string): boolean => kind === 'input' || kind === 'textarea';
export const fieldsOf = ({ offers }: Sight): Offer[] => offers.filter(({ kind }) => isField(kind));
/** What can be typed here, under one name; null where nothing can. */
export function formIn(sight: Sight): string | null {
  const fields = fieldsOf(sight).map(({ says }) => says);
  return fields.length > 0
    ? `${[sight.path, counted(sight.layer)].filter(Boolean).join(' ')}: ${fields.join('，')}`
    : null;
}
/** The one red action. */
export const mainOf = ({ offers }: Sight): Offer | undefined =>
  offers.find(({ className, isIdle }) => className.includes('button--main') && !isIdle);

export const isSheet = (layer: string): boolean => layer.startsWith('sheet');

/**
 * What a walk through everything touches. In a sheet or a dialog it never confirms: what would be withdrawn, dropped or erased for
 * good is looked at up to the last tap, and the walks of each feature take that one. Fields are typed into elsewhere.
 */
export function isToTouch({ layer }: Sight, { kind, className, says, isIdle }: Offer): boolean {
  if (isIdle || says === LEAVES || className === BACK || PEOPLE.test(className) || className === 'sheet__shade')
    return false;
  if (isField(kind) || kind === 'picker') return false;
  return layer === '' || (className !== 'sheet__close' && !className.includes('button--main'));
}

/** The way out of whatever lies over the page; WeChat's dialogs have the no first. */
export const wayOut = ({ layer, offers }: Sight): Offer | undefined =>
  offers.find(({ className }) => className === (isSheet(layer) ? 'sheet__close' : 'wx-dialog-choice'));

export const backOf = ({ offers }: Sight): Offer | undefined => offers.find(({ className }) => className === BACK);
