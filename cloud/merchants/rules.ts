import { limits } from '../../types/limits';
import type { MerchantAct, MerchantState } from '../../types/shops';
import type { Tables } from '../kit/tables';
import { addDays } from '../kit/clock';

export type Standing = Tables['merchant']['standing'];

/** A step in a shop's life, as the log names it. `renew` and `amend` leave it where it stands. */
export type Step = 'amend' | 'sign' | 'decline' | 'renew' | 'suspend' | 'resume' | 'revoke';

/** From where each step leads where. A step that is not named is refused, and nothing leads out of `revoked`. */
export const lifecycle: Record<Standing, Partial<Record<Step, Standing>>> = {
  applied: { amend: 'applied', sign: 'signed', decline: 'declined' },
  declined: { amend: 'applied' },
  signed: { amend: 'signed', renew: 'signed', suspend: 'suspended', revoke: 'revoked' },
  suspended: { amend: 'suspended', resume: 'signed', revoke: 'revoked' },
  revoked: {},
};

/** So many days before its end an agreement is said to be ending. */
const ENDING_DAYS = 30;

type Agreed = Pick<Tables['merchant'], 'standing' | 'from_day' | 'until_day'>;

/** What a shop is on a day. While it is signed the days of its agreements say so, and nothing else. */
export function stateOf({ standing, from_day, until_day }: Agreed, today: string): MerchantState {
  if (standing !== 'signed' || from_day === null || until_day === null)
    return standing === 'signed' ? 'expired' : standing;
  if (today < from_day) return 'upcoming';
  if (today > until_day) return 'expired';
  return until_day < addDays(today, ENDING_DAYS) ? 'expiring' : 'valid';
}

export const isValid = (state: MerchantState): boolean => state === 'valid' || state === 'expiring';

/** The days that a shop's agreements cover once another one is signed, or why it cannot be. */
export function daysWith(
  covered: Pick<Agreed, 'from_day' | 'until_day'>,
  wanted: { firstDay?: string | undefined; lastDay: string },
  today: string,
) {
  const { from_day, until_day } = covered;
  const next = until_day === null || until_day < today ? today : addDays(until_day, 1);
  const firstDay = wanted.firstDay ?? next;
  const { lastDay } = wanted;
  if (lastDay < today || lastDay < firstDay) return 'merchant.agreementPast';
  if (Date.parse(lastDay) - Date.parse(firstDay) >= limits.agreementDays * 86_400_000) return 'merchant.agreementLong';
  // A first one may have been signed on paper some time ago; a further one follows without a gap, or after the end of the last.
  if (firstDay < addDays(today, -limits.agreementDays) || firstDay > addDays(today, limits.agreementDays))
    return 'merchant.agreementDays';
  if (until_day === null || from_day === null) return { firstDay, lastDay, from: firstDay };
  if (firstDay <= until_day) return 'merchant.agreementDays';
  const isRunning = until_day >= today;
  if (isRunning && firstDay !== addDays(until_day, 1)) return 'merchant.agreementDays';
  return { firstDay, lastDay, from: firstDay === addDays(until_day, 1) ? from_day : firstDay };
}

/** Who asks: whoever keeps the shop, a grid worker of its community, or somebody who signs for it. */
export interface Rights {
  isKeeper: boolean;
  isVisitor: boolean;
  isSigner: boolean;
}

const steps = ['sign', 'decline', 'renew', 'suspend', 'resume', 'revoke'] as const;

/** What somebody may do with a shop today. */
export function actsOf(
  { standing }: Pick<Agreed, 'standing'>,
  state: MerchantState,
  { isKeeper, isVisitor, isSigner }: Rights,
  { isKept, listBy }: { isKept: boolean; listBy: 'me' | 'another' | null },
): MerchantAct[] {
  const isSigned = standing === 'signed' || standing === 'suspended';
  const isOpen = standing !== 'revoked';
  // Nobody signs for a shop of their own.
  const maySign = isSigner && !isKeeper;
  const may: Partial<Record<MerchantAct, boolean>> = {
    amend: isOpen && (isSigned ? maySign : isKeeper || isVisitor),
    updateServices: isOpen,
    // Before it is signed, the list is looked at with all the rest; after, by another than whoever wrote it.
    settleServices: maySign && isSigned && listBy === 'another',
    sticker: standing === 'signed' && state !== 'expired',
    reissue: maySign && isSigned,
    // Taking a shop from whoever keeps it is for those who sign.
    invite: isOpen && !isKeeper && (isKept ? isSigner : isVisitor),
    choose: maySign && isValid(state),
    issue: isKeeper && isValid(state),
  };
  for (const step of steps) may[step] = maySign && lifecycle[standing][step] !== undefined;
  return (Object.keys(may) as MerchantAct[]).filter((act) => may[act]);
}

/** Letters as the directory compares them: case and width make no difference, and white space parts words. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Every pair of neighbouring letters, and every letter, so that a search of one finds it, too. */
function pairsIn(text: string): string[] {
  const letters = Array.from(text);
  return letters.flatMap((letter, i) => [letter, ...(i > 0 ? [`${letters[i - 1]}${letter}`] : [])]);
}

/** A pair as it is looked for in one community: what is frequent in all the others makes no search there slow. */
const within = (community: string, pair: string): string => `${community} ${pair}`;

/** What is kept of a shop's words to be searched, in its community and in all. */
export function searchable(
  texts: readonly (string | null | undefined)[],
  community: string,
): { words: string; pairs: string[] } {
  const words = plain(texts.filter(Boolean).join('\n'));
  const pairs = [...new Set(words.split(' ').flatMap(pairsIn))];
  return { words, pairs: [...pairs, ...pairs.map((pair) => within(community, pair))] };
}

/** What is searched for: every word has to be there, and so its pairs. */
export function wanted(q: string, community?: string): { words: string[]; pairs: string[] } {
  const words = plain(q).split(' ').filter(Boolean);
  const pairs = words.flatMap((word) =>
    Array.from(word).length === 1 ? [word] : pairsIn(word).filter((one) => Array.from(one).length > 1),
  );
  const all = [...new Set(pairs)];
  return { words, pairs: community === undefined ? all : all.map((pair) => within(community, pair)) };
}

const EARTH_M = 6_378_137;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export interface Location {
  latitude: number;
  longitude: number;
}

/** Where a place lies on Mercator's plane, in its metres: near a place, distances there are true to one factor. */
export const onPlane = ({ latitude, longitude }: Location): { x: number; y: number } => ({
  x: EARTH_M * radians(longitude),
  y: EARTH_M * Math.asinh(Math.tan(radians(latitude))),
});

/** That factor: metres on the ground for a metre of the plane. */
export const groundOf = ({ latitude }: Location): number => Math.cos(radians(latitude));
