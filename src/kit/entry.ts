import { limits } from '../../types/limits';

/**
 * What a page was opened with. A card of ours says `id`; a mini-program code brings `scene`, which our cloud wrote, such as
 * `n123456.p`; an ordinary link that WeChat opens brings the whole address in `q`. WeChat decodes none of them. Anybody can
 * write anything there, so what is not exactly ours is as good as nothing.
 */
type Query = Partial<Record<string, string>>;

const ID = /^([1-9]\d{0,17})$/;
/** A notice, and where its code hangs: at a door, in an office, in the newspaper. */
const NOTICE_CODE = /^n([1-9]\d{0,17})\.[dop]$/;
const COMMUNITY_CODE = /^c(\d{12})\.[do]$/;
const PLACE = /^(\d{4,12})$/;
const LINK = /^https?:\/\/[^/?#\s]+\/n\/([1-9]\d{0,17})\/?(?:[?#].*)?$/;
/** A badge's sticker says an address; a mini-program code of it, such as `b` and the token. */
const BADGE_LINK = /^https?:\/\/[^/?#\s]+\/b\/([^/?#\s]{1,200})\/?(?:[?#].*)?$/;
const BADGE_CODE = /^b(\S{1,40})$/;
const BADGE = /^(\S{1,200})$/;
const DAY = /^(\d{4}-\d{2}-\d{2})$/;
const CARD = /^([\w-]{16})$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
const part = (pattern: RegExp, value = ''): string => pattern.exec(decoded(value))?.[1] ?? '';

/** The id of the notice that is meant, or '' when none can be made out. */
export const noticeIn = ({ id, scene, q }: Query): string =>
  id ? part(ID, id) : part(NOTICE_CODE, scene) || part(LINK, q);

/** The share card somebody came by; '' for none. */
export const cardIn = ({ card }: Query): string => part(CARD, card);

/** The code of the community that is meant, or ''. */
export const communityIn = ({ scene }: Query): string => part(COMMUNITY_CODE, scene);

/** The id of the shop that is meant, or ''. */
export const shopIn = ({ id }: Query): string => part(ID, id);

/** The id of the report that is meant, or ''. */
export const reportIn = ({ id }: Query): string => part(ID, id);

/** The campaign that is meant, and the day of it; '' for none. */
export const campaignIn = ({ campaign }: Query): string => part(ID, campaign);
export const dayIn = ({ day }: Query): string => part(DAY, day);

/** What another page has begun to say; its writer looks at it before it goes anywhere. */
export const saidIn = ({ say = '' }: Query): string => decoded(say).trim().slice(0, limits.reportWords);

/** The id of the notice whose comments are meant, or '', and the code of the place that it is for, if that is said. */
export const commentsOf = ({ notice }: Query): string => part(ID, notice);
export const placeIn = ({ at }: Query): string => part(PLACE, at);

/**
 * The token of the badge that is meant, or ''. One that is altered is still a token here: whether it is genuine only the cloud
 * can say.
 */
export const badgeIn = ({ token, scene, q }: Query): string =>
  token ? part(BADGE, token) : part(BADGE_CODE, scene) || part(BADGE_LINK, q);

/** The same from what a camera read; whatever is nothing of ours is asked about as it is. */
export const badgeScanned = (text: string): string =>
  badgeIn({ q: text }) || badgeIn(queryOf(text.split('?')[1] ?? '')) || text.slice(0, 200);

/** A query as WeChat writes one where no page has taken it apart yet; at times it is encoded as a whole. */
export const queryOf = (text: string): Query =>
  Object.fromEntries(
    (text.includes('=') ? text : decoded(text)).split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    }),
  );
