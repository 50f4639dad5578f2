import { draftOf, DWELL_MS, JIANGPAN } from '../../kit/town';
import type { WechatTown } from '../../kit/wechatTown';

/** With this word in it a text has to be looked at by a person, and with the other it is refused. */
export const REVIEW = '拿不准';
export const RISKY = '过不了';

/** WeChat begins to have its doubts about texts. */
export function doubt({ standIn }: WechatTown): void {
  standIn.judge(REVIEW, 'review');
  standIn.judge(RISKY, 'risky');
}

/** A notice of the secretary's that a person has to look at. @returns its id */
export const reviewed = async (town: WechatTown, given: { title: string; mustKnow?: boolean }): Promise<string> => {
  const body = `周四上午停气，这句话微信${REVIEW}。`;
  return (await town.as('secretary').notices.publish(draftOf({ body, ...given }))).notice.id;
};

/** A notice of the secretary's that could not be checked. @returns its id */
export async function unchecked(town: WechatTown, given: { title: string; mustKnow?: boolean }): Promise<string> {
  const { notice } = await town.as('secretary').notices.publish(draftOf(given));
  await town.db.updateTable('notice').set({ held: 'unchecked' }).where('id', '=', notice.id).execute();
  return notice.id;
}

/** A draft that came back, because it could not be checked at first and then did not pass. @returns its id */
export async function refused(town: WechatTown, title: string): Promise<string> {
  const id = await unchecked(town, { title, mustKnow: true });
  await town.db
    .updateTable('notice')
    .set({ title: `${title}，${RISKY}` })
    .where('id', '=', id)
    .execute();
  await town.run('held');
  return id;
}

/** Neighbours who come to a notice by one WeChat group, and read it. */
export async function readByGroup(town: WechatTown, noticeId: string, group: string, people: number, name?: string) {
  const { card } = await town.as('secretary').shares.card({ noticeId });
  for (let n = 0; n < people; n++) {
    const { call, openid } = await town.person({ home: JIANGPAN });
    await call.shares.entered({ ...town.standIn.groupData(openid, group), scene: 1044, card });
    const { readTicket } = await call.notices.open({ noticeId, card, scene: 1044 });
    town.clock.advance(DWELL_MS);
    await call.notices.credit({ readTicket: readTicket ?? '' });
  }
  if (name === undefined) return;
  const { groups } = await town.as('secretary').shares.groups({ noticeId });
  const groupId = groups.find((one) => one.name === null)?.id ?? '';
  await town.as('secretary').shares.nameGroup({ communityCode: JIANGPAN, groupId, name });
}

/** Stands in for a code that WeChat would draw: its stand-in's is a white square. */
export const CODE_PICTURE = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100">${Array.from(
    { length: 48 },
    (_, i) =>
      `<line y1="18" y2="${26 + ((i * 7) % 22)}" stroke="#000" stroke-width="3" transform="rotate(${i * 7.5})"/>`,
  ).join('')}<circle r="14" fill="#2c6a4b"/></svg>`,
)}`;
