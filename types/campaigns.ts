import * as v from 'valibot';
import { command, query } from './contract';
import { atOnePlace, clientId, communityCode, count, day, id, instant, nodeCode, text } from './fields';
import { limits } from './limits';

/** Who plans campaigns and brings the eggs: a street office, the newspaper. */
export const runners = ['street', 'editor'] as const;
/** Who hands eggs out in a community. */
export const deskRoles = ['gridworker', 'secretary', 'street'] as const;
/** Who may see how a campaign stands in a community. */
export const eggStaff = ['gridworker', 'secretary', 'street', 'editor'] as const;
/** Who decides what a person has to look at. */
export const deciders = ['secretary', 'street', 'editor'] as const;

/**
 * `ahead` not begun; `running`; `paused` nobody is laid an egg until it goes on; `waiting` its days are over and the eggs are not all
 * handed out on a day to come; `picking` today eggs are handed out; `over`; `dropped` ended before it began.
 */
export const campaignStates = ['ahead', 'running', 'paused', 'waiting', 'picking', 'over', 'dropped'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** What may be done with a campaign now, by whoever asks. */
export const campaignActs = ['change', 'setPickUps', 'pause', 'resume', 'end'] as const;

const pickUpShown = v.object({ day, hours: v.string(), at: v.string(), communityCode: v.optional(communityCode) });
export type PickUp = v.InferOutput<typeof pickUpShown>;

export const campaign = v.object({
  id,
  name: v.string(),
  firstDay: day,
  lastDay: day,
  cap: count,
  /** When and where eggs are handed out; one without a community holds for all. */
  pickUps: v.array(pickUpShown),
});
export type Campaign = v.InferOutput<typeof campaign>;

const stock = v.pipe(
  v.number('鸡蛋数不对'),
  v.integer('鸡蛋数要是整数'),
  v.minValue(0, '鸡蛋数不能是负数'),
  v.maxValue(10_000_000, '鸡蛋数太大'),
);
/** Eggs that are brought besides those promised, in a hundred of them: some break. */
const reserve = v.pipe(
  v.number('多备的比例不对'),
  v.integer('多备的比例要是整数'),
  v.minValue(0, '多备的比例不能是负数'),
  v.maxValue(50, '最多多备一半'),
);
const pickUps = v.pipe(
  v.array(
    v.strictObject({
      day,
      hours: text('领取时间', 1, 40),
      at: text('领取地点', 1, limits.address),
      communityCode: v.optional(communityCode),
    }),
    '领取安排不对',
  ),
  v.maxLength(limits.campaignPickUps, `领取安排最多 ${limits.campaignPickUps} 条`),
);

/** What whoever plans a campaign fills in. */
const plan = {
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
  pickUps: v.optional(pickUps, []),
  reserve: v.optional(reserve, 0),
};

/** What everybody reads of a plan. */
const pickUpTexts = (all: readonly { hours: string; at: string }[]): string[] =>
  all.flatMap(({ hours, at }) => [hours, at]);
const planTexts = (plan: unknown): string[] => {
  const { name, pickUps: all } = plan as Plan;
  return [name, ...pickUpTexts(all)];
};

type Plan = v.InferOutput<v.StrictObjectSchema<typeof plan, undefined>>;
/** What a plan keeps to, and what whoever wrote it reads when it does not. */
const planRules: [holds: (plan: Plan) => boolean, words: string][] = [
  [(c) => c.firstDay <= c.lastDay, '最后一天不能早于第一天'],
  [
    (c) => Date.parse(c.lastDay) - Date.parse(c.firstDay) < limits.campaignDays * 86_400_000,
    `活动最长 ${limits.campaignDays} 天`,
  ],
  [(c) => c.pickUps.every((p) => p.day >= c.firstDay), '领取日不能早于活动第一天'],
  [(c) => new Set(c.communities.map((m) => m.code)).size === c.communities.length, '有社区选了两次'],
];

/** A plan, with what says whose it is. */
const planned = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.strictObject({ ...entries, ...plan }),
    v.rawCheck(({ dataset, addIssue }) => {
      const broken = dataset.typed && planRules.find(([holds]) => !holds(dataset.value as unknown as Plan));
      if (broken) addIssue({ message: broken[1] });
    }),
  );

/** What of a community's eggs is not as it should be: `short` fewer came than are promised; `open` what came is not all accounted for. */
export const differences = ['short', 'open'] as const;
export type Difference = (typeof differences)[number];

/**
 * How a campaign stands in one community, in eggs. `promised` is what was laid less what was taken back. All that came is
 * `delivered` = `collected` + `returned` + `broken` + `open`, and `short` is what of the promise has not come. `uncollected` is what
 * residents may still come for.
 */
export const standing = v.object({
  community: v.object({ code: communityCode, name: v.string() }),
  stock: v.nullable(count),
  promised: count,
  delivered: count,
  collected: count,
  returned: count,
  broken: count,
  uncollected: count,
  short: count,
  open: count,
  /** Which of the differences are wrong by now: those that are shown in red. */
  red: v.array(v.picklist(differences)),
  /** What people wrote of them, the newest first: `difference` is how large it was then. */
  explained: v.array(
    v.object({ about: v.picklist(differences), difference: count, note: v.string(), at: instant, mine: v.boolean() }),
  ),
});
export type Standing = v.InferOutput<typeof standing>;

const steps = v.array(
  v.object({
    act: v.picklist(['made', 'changed', 'pickUpsSet', 'paused', 'resumed', 'ended']),
    /** Public. */
    reason: v.nullable(v.string()),
    at: instant,
  }),
);

const shown = v.object({
  ...campaign.entries,
  state: v.picklist(campaignStates),
  node: v.object({ code: nodeCode, name: v.string() }),
  reserve: count,
  communities: count,
  promised: count,
  may: v.array(v.picklist(campaignActs)),
});
export type CampaignShown = v.InferOutput<typeof shown>;

const runner = { roles: runners, at: 'campaign' } as const;
const byId = { clientId, campaignId: id };
const because = { ...byId, reason: text('原因', 2, limits.reason) };

/** What planning a campaign takes; part of `eggs`. */
export const campaigns = {
  /**
   * Creates a campaign: one egg per resident and day between `firstDay` and `lastDay` (both included), at most `cap`
   * in all, at most `stock` in a community (none given: no limit). Communities lie below `nodeCode`, are switched on,
   * and are in one campaign at a time.
   */
  createCampaign: command({
    who: { roles: runners, at: 'node' },
    input: planned({ clientId, nodeCode }),
    texts: planTexts,
    output: v.object({ campaign }),
  }),

  /** Changes all of a campaign that has not begun. */
  changeCampaign: command({
    who: runner,
    input: planned(byId),
    texts: planTexts,
    output: v.object({ campaign: shown }),
  }),

  /** Says when and where eggs are handed out, and how many are brought besides; also once the campaign runs. */
  setPickUps: command({
    who: runner,
    input: v.strictObject({ ...byId, pickUps, reserve }),
    texts: (i) => pickUpTexts(i.pickUps),
    output: v.object({ campaign: shown }),
  }),

  /** Lays no more eggs until it goes on; everybody reads why. What was laid stays. */
  pauseCampaign: command({
    who: runner,
    input: v.strictObject(because),
    texts: (i) => [i.reason],
    output: v.object({ campaign: shown }),
  }),
  resumeCampaign: command({ who: runner, input: v.strictObject(byId), output: v.object({ campaign: shown }) }),
  /** Ends it today, for good. What was laid stays promised; one that had not begun is dropped. */
  endCampaign: command({
    who: runner,
    input: v.strictObject(because),
    texts: (i) => [i.reason],
    output: v.object({ campaign: shown }),
  }),

  /** The campaigns of a place: made there or above or below it, and with communities there. The newest first, at most 50. */
  campaigns: query({
    who: { roles: eggStaff, at: 'node' },
    input: atOnePlace({}, '请选一个地方'),
    output: v.object({ campaigns: v.array(shown) }),
  }),

  /**
   * A campaign as whoever runs it sees it. `days` are its days with what was laid; of days to come, what is to be expected: the mean of
   * the last three closed days, and never more than residents, cap and stock allow; null as long as no day is closed. `most` is the
   * most that it can come to.
   */
  campaign: query({
    who: runner,
    input: v.strictObject({ campaignId: id }),
    output: v.object({
      campaign: shown,
      steps,
      days: v.array(v.object({ day, laid: v.nullable(count), expected: v.nullable(count) })),
      /** Promised so far and expected together; null as long as nothing can be expected. */
      expected: v.nullable(count),
      most: v.nullable(count),
      standings: v.array(standing),
    }),
  }),

  /**
   * What of a closed day is out of the ordinary, for a person to look at: facts, and no judgement. `usual` is the mean of the closed
   * days before. `marks`: `many` laid more than half as many again, and thirty more; `list` more than a tenth of the hand-overs of the day
   * were by the list; `conflicts`, `broken`, `corrected`, `flagged` some were.
   */
  variance: query({
    who: runner,
    input: v.strictObject({ campaignId: id, day: v.optional(day) }),
    output: v.object({
      /** The newest closed day when none is asked for; null as long as there is none. */
      day: v.nullable(day),
      places: v.array(
        v.object({
          community: v.object({ code: communityCode, name: v.string() }),
          laid: count,
          usual: v.nullable(count),
          collected: count,
          byList: count,
          conflicts: count,
          broken: count,
          corrected: count,
          flagged: count,
          marks: v.array(v.picklist(['many', 'list', 'conflicts', 'broken', 'corrected', 'flagged'])),
        }),
      ),
    }),
  }),
};
