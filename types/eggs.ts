import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, communityCode, count, day, id, nodeCode, text } from './fields';
import { limits } from './limits';

/** `laid`: an egg; `missed`: a past day without one; `today`: still to be laid; `ahead`: to come. */
export const dayStates = ['laid', 'missed', 'today', 'ahead'] as const;
export type DayState = (typeof dayStates)[number];

const pickUp = v.object({ day, hours: v.string(), at: v.string() });

export const campaign = v.object({
  id,
  name: v.string(),
  firstDay: day,
  lastDay: day,
  cap: count,
  pickUps: v.array(pickUp),
});
export type Campaign = v.InferOutput<typeof campaign>;

const stock = v.pipe(
  v.number('鸡蛋数不对'),
  v.integer('鸡蛋数要是整数'),
  v.minValue(0, '鸡蛋数不能是负数'),
  v.maxValue(10_000_000, '鸡蛋数太大'),
);

export const eggs = {
  /**
   * Creates a campaign: one egg per resident and day between `firstDay` and `lastDay` (both included), at most `cap`
   * in all, at most `stock` in a community (none given: no limit). Communities lie below `nodeCode`, are switched on,
   * and are in one campaign at a time.
   */
  createCampaign: command({
    who: { roles: ['street', 'editor'], at: 'node' },
    input: v.pipe(
      v.strictObject({
        clientId,
        nodeCode,
        name: text('活动名称', 1, 40),
        firstDay: day,
        lastDay: day,
        cap: v.pipe(
          v.number('上限不对'),
          v.integer('上限要是整数'),
          v.minValue(1, '至少一个鸡蛋'),
          v.maxValue(100, '最多一百个鸡蛋'),
        ),
        communities: v.pipe(
          v.array(v.strictObject({ code: communityCode, stock: v.optional(stock) }), '请选参加的社区'),
          v.minLength(1, '至少选一个社区'),
          v.maxLength(limits.campaignCommunities, '社区太多'),
        ),
        pickUps: v.optional(
          v.pipe(
            v.array(
              v.strictObject({ day, hours: text('领取时间', 1, 40), at: text('领取地点', 1, limits.address) }),
              '领取安排不对',
            ),
            v.maxLength(10, '领取日最多十天'),
          ),
          [],
        ),
      }),
      v.check((c) => c.firstDay <= c.lastDay, '最后一天不能早于第一天'),
      v.check(
        (c) => Date.parse(c.lastDay) - Date.parse(c.firstDay) < limits.campaignDays * 86_400_000,
        `活动最长 ${limits.campaignDays} 天`,
      ),
      v.check((c) => c.pickUps.every((p) => p.day >= c.firstDay), '领取日不能早于活动第一天'),
      v.check((c) => new Set(c.communities.map((m) => m.code)).size === c.communities.length, '有社区选了两次'),
    ),
    output: v.object({ campaign }),
  }),

  /**
   * My egg calendar: the campaign that runs in my community today, else the next one, else the last one I have eggs
   * of. Without any, `campaign` is null. `count` is how many eggs I have of at most `cap`; `today` is the server's
   * Shanghai day.
   */
  calendar: query({
    who: 'resident',
    input: v.strictObject({}),
    output: v.object({
      campaign: v.nullable(campaign),
      today: day,
      days: v.array(v.object({ day, state: v.picklist(dayStates) })),
      count,
      cap: count,
    }),
  }),
};
