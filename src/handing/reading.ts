/** A number, and six digits that change. */
const CODE = /^\d{7,13}$/;
const CHANGING = 6;

/** What a neighbour's code says by itself, without the cloud. */
export interface Read {
  /** As the cloud is asked for it. */
  text: string;
  /** The changing digits with the number before them. */
  code: string;
  /** The holder's number in this campaign and community. */
  number: number;
  /** Which campaign and community it is for; null for digits that were typed. */
  prefix: string | null;
}

/** What the codes of a campaign in a community begin with, when a camera reads them. */
export const prefixOf = ({ campaignId, communityCode }: { campaignId: string; communityCode: string }): string =>
  `${campaignId}.${communityCode}.`;

/** What was typed or scanned, however it is spaced; null when it is no code of eggs. */
export function read(text: string): Read | null {
  const said = text.replace(/\s/g, '');
  const from = said.lastIndexOf('.') + 1;
  const code = said.slice(from);
  if (!CODE.test(code) || !/^[\d.]*$/.test(said)) return null;
  const number = Number(code.slice(0, -CHANGING));
  return number > 0 ? { text: said, code, number, prefix: from > 0 ? said.slice(0, from) : null } : null;
}
