import { loadDemoCity } from '../../../cloud/demo/city';
import type { Persona } from '../../../types/session';
import { anotherPhone, idOf } from '../../kit/acts';
import { corrected, housed, newsOf } from '../../kit/households';
import { agreed, close, enter, raise, reply, whistled, type Somebody } from '../../kit/reports';
import { clientId, JIANGPAN, read } from '../../kit/town';
import type { WechatTown } from '../../kit/wechatTown';
import { publishForLooks } from './looks';

/** The unit that the demo's third resident handles whistles for: the demo city itself has nobody of a unit. */
const UNIT = '小区物业';

/**
 * A demo city in which something of everything has happened, so that every way on is there to be taken.
 * @returns what the sticker on a shop's door says to a camera
 */
export async function liveIn(town: WechatTown): Promise<string> {
  await loadDemoCity(town.db, town.clock.now(), true);
  await publishForLooks(town);
  const [one, other, grid, unit] = await Promise.all(
    (['resident-1', 'resident-2', 'gridworker', 'resident-3'] as const).map((persona) => somebodyOf(town, persona)),
  );
  if (!one || !other || !grid || !unit) throw new Error('The demo city lacks somebody.');
  await housed(town, one, '501');
  const news = await newsOf(town, { title: '周三上午停水，请提前存水' });
  await corrected(town, news);
  await read(town, one.call, news);
  await settleReports(town, { one, other, grid, unit });
  await claimCoupon(one);
  await grid.call.diary.keep({
    clientId: clientId(),
    communityCode: JIANGPAN,
    text: '三单元的老人想要扶手',
    pictures: [],
  });
  return stickerOf(town);
}

async function stickerOf(town: WechatTown): Promise<string> {
  const { merchants } = await town.as('merchant').merchants.mine({});
  const { file } = await town.as('merchant').merchants.file({ merchantId: merchants[0]?.id ?? '' });
  if (!file.badge) throw new Error('The demo shop has no sticker.');
  return file.badge;
}

interface People {
  one: Somebody;
  other: Somebody;
  grid: Somebody;
  unit: Somebody;
}

/** A report at each step of its life, raised by the same two people. */
async function settleReports(town: WechatTown, { one, other, grid, unit }: People): Promise<void> {
  const secretary = town.as('secretary');
  const { units } = await secretary.service.units({ communityCode: JIANGPAN });
  const held = units.find(({ name }) => name === UNIT);
  if (!held) throw new Error(`The demo city has no ${UNIT}.`);
  const { code } = await secretary.service.inviteUnit({ nodeCode: JIANGPAN, unitId: held.id });
  await unit.call.service.joinUnit({ code });

  await raise(other, { text: '单元门的门铃不响' });
  await raise(one, { text: '小广场的灯晚上不亮' });
  const answered = await raise(one, { text: '健身器材的螺丝松了' });
  await reply(grid, answered.id);
  const done = await raise(one, { text: '三单元二楼的灯不亮' });
  await reply(grid, done.id);
  await close(town, grid, done.id);
  await agreed(town, other, grid, { text: '楼道里堆了纸箱' });
  const called = await whistled(other, grid, { text: '大门口的车挡着路' });
  const hours = { lead: held.id, helpers: [], hours: 24 };
  await town.as('street').reports.assign({ clientId: clientId(), reportId: called.id, ...hours });
  await enter(grid);
}

async function claimCoupon({ call }: Somebody): Promise<void> {
  const { coupons } = await call.coupons.list({ communityCode: JIANGPAN });
  const [coupon] = coupons;
  if (coupon) await call.coupons.claim({ clientId: clientId(), couponId: coupon.id });
}

async function somebodyOf(town: WechatTown, persona: Persona): Promise<Somebody> {
  const call = await anotherPhone(town, persona);
  return { id: await idOf(call), token: '', call };
}
