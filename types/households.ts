import * as v from 'valibot';
import { command, errand, query } from './contract';
import { clientId, communityCode, count, cursor, empty, id, instant, pageSize, text } from './fields';
import { place } from './org';
import { file, imported, phoneOrNone } from './register';
import { answerers } from './service';

export type { Imported } from './register';

/** How staff reached a household: 打电话, 上门. */
export const reaches = ['phone', 'door'] as const;
/** What came of it: `told` they know now, `away` nobody was there, `undone` it was noted by mistake. */
export const outcomes = ['told', 'away', 'undone'] as const;
/**
 * How a household stands with a must-know notice: `acknowledged` somebody who lives there pressed 我已知晓, `assisted` staff told them,
 * which is counted apart, `rest` neither.
 */
export const standings = ['rest', 'acknowledged', 'assisted'] as const;
export type Standing = (typeof standings)[number];

/** 楼栋, 单元, 房号, as people write them. A house without entrances has an empty `unit`. */
const door = {
  building: text('楼栋', 1, 20),
  unit: v.optional(text('单元', 0, 10), ''),
  room: text('房号', 1, 20),
};
const at = { building: v.string(), unit: v.string(), room: v.string() };

/** A household of the register. Of the people in it nothing is shown but how many are confirmed to live there. */
export const household = v.object({
  id,
  ...at,
  gridId: v.nullable(id),
  /** Covered; the whole number is given to whoever is about to dial, by `households.phone`. */
  phone: v.nullable(v.string()),
  people: count,
});
export type Household = v.InferOutput<typeof household>;

/** Where I say that I live, and whether the grid worker has confirmed it. */
export const myDoor = v.object({
  place,
  ...at,
  state: v.picklist(['waiting', 'confirmed', 'declined']),
  /** Why it was declined. */
  reason: v.nullable(v.string()),
});
export type MyDoor = v.InferOutput<typeof myDoor>;

/** Somebody says that they live there. Who it is staff are not told: they ask at the door, or know. */
export const claim = v.object({
  id,
  ...at,
  at: instant,
  /** Whether that door is in the register; confirming one that is not adds it. */
  known: v.boolean(),
  people: count,
});
export type Claim = v.InferOutput<typeof claim>;

/**
 * A must-know notice and how the households of one community stand with it: `acknowledged`, `assisted` and `rest` add up to `households`.
 * Only what was pressed since the notice was last corrected counts.
 */
export const board = v.object({
  noticeId: id,
  title: v.string(),
  publishAt: instant,
  withdrawn: v.boolean(),
  households: count,
  acknowledged: count,
  assisted: count,
  rest: count,
  /** Of the rest, at how many staff found nobody when they last tried, by phone or at the door. */
  away: count,
  /**
   * People who pressed 我已知晓 and whose household is not known, or is off the register, or was registered anew: they stand in no
   * other figure.
   */
  others: count,
});
export type Board = v.InferOutput<typeof board>;

/** A household on the list of a board, with what was last noted of it. */
export const stop = v.object({
  /** Without how many are confirmed there: where it is one, that would say who pressed. */
  household: v.omit(household, ['people']),
  standing: v.picklist(standings),
  last: v.nullable(
    v.object({
      how: v.picklist(reaches),
      outcome: v.picklist(outcomes),
      at: instant,
      /** How whoever noted it is called at their post. */
      called: v.nullable(v.string()),
      mine: v.boolean(),
    }),
  ),
  /** Somebody who lives there pressed before the notice was corrected, and nobody since. */
  corrected: v.boolean(),
});
export type Stop = v.InferOutput<typeof stop>;

const staff = { roles: answerers, at: 'node' } as const;
const one = { communityCode, householdId: id };
const ofNotice = { communityCode, noticeId: id };
const acknowledgement = v.object({
  /** When I pressed 我已知晓 where I live now, of the notice as it now is; null when I have not. */
  at: v.nullable(instant),
  /** I pressed it before the notice was corrected, and not since. */
  corrected: v.boolean(),
  door: v.nullable(myDoor),
});
/** 须知晓: which households know of what everyone must know, and who lives where as far as that takes. */
export const households = {
  /** Where I say that I live; null when I have not said, or have moved away since. */
  mine: query({ who: 'resident', input: empty, output: v.object({ door: v.nullable(myDoor) }) }),

  /** Says at which door of my community I live; it counts once a grid worker has confirmed it. Saying another replaces it. */
  join: command({
    who: 'resident',
    input: v.strictObject(door),
    // Staff read it, and the register may take it over.
    texts: (i) => [i.building, i.unit, i.room],
    output: v.object({ door: myDoor }),
  }),

  /** Takes it back. What was acknowledged stays counted for the household that it was of. */
  leave: command({ who: 'resident', input: empty, output: empty }),

  /** Whether I have acknowledged a notice. */
  acknowledged: query({ who: 'resident', input: v.strictObject({ noticeId: id }), output: acknowledgement }),

  /**
   * 我已知晓. Once, for ever, for each version of the notice and each community that I live in: repeating it gives the first time.
   * `version` is the one that I read: of one that was corrected meanwhile I am asked again. Only the household is shown to staff, never
   * who pressed.
   */
  acknowledge: command({
    who: 'resident',
    input: v.strictObject({ noticeId: id, version: v.optional(count) }),
    output: acknowledgement,
  }),

  /** The register of a community in the order of its doors. `q` looks for a part of an address. */
  list: query({
    who: staff,
    input: v.strictObject({
      communityCode,
      q: v.optional(text('要找的门牌', 0, 20), ''),
      gridId: v.optional(id),
      after: v.optional(cursor),
      limit: pageSize,
    }),
    output: v.object({
      households: v.array(household),
      next: v.nullable(cursor),
      /** In the whole register; people are those confirmed to live there. */
      total: count,
      people: count,
      waiting: count,
    }),
  }),

  /** Those who say that they live somewhere and wait to be confirmed, the oldest first; at most 50. */
  claims: query({
    who: staff,
    input: v.strictObject({ communityCode }),
    output: v.object({ claims: v.array(claim), waiting: count }),
  }),

  /** Confirms a claim. A door that is not in the register is added. Nobody confirms their own. */
  confirm: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ communityCode, claimId: id }),
    output: v.object({ waiting: count }),
  }),

  /** Declines a claim for a reason that whoever made it reads; they may say another door. */
  decline: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ communityCode, claimId: id, reason: text('原因', 1, 60) }),
    texts: (i) => [i.reason],
    output: v.object({ waiting: count }),
  }),

  /** Adds a household, or with `householdId` changes one. A `phone` that is left out stays as it is; an empty one is forgotten. */
  set: command({
    who: staff,
    quiet: true,
    unlogged: ['phone'],
    input: v.strictObject({
      clientId,
      communityCode,
      householdId: v.optional(id),
      ...door,
      gridId: v.optional(id),
      phone: v.optional(phoneOrNone),
    }),
    texts: (i) => [i.building, i.unit, i.room],
    output: v.object({ household }),
  }),

  /**
   * Takes a household off the register. Those confirmed there read why, and may say another door; who pressed 我已知晓 stands among
   * `others` until they are confirmed again. Repeating it changes nothing.
   */
  drop: command({ who: staff, quiet: true, input: v.strictObject(one), output: empty }),

  /**
   * 这一户重新登记: others live there now, or somebody was confirmed by mistake. As `drop`, but the household stays on the register, and
   * what staff noted of it stays. Repeating it changes nothing.
   */
  renew: command({ who: staff, quiet: true, input: v.strictObject(one), output: v.object({ household }) }),

  /** What importing that file would do. Nothing is changed. */
  check: query({ who: staff, input: v.strictObject({ communityCode, file }), output: imported }),

  /**
   * Adds the households of a CSV or XLSX file whose first line names its columns: 楼栋, 单元, 房号, 电话, 网格. Lines that cannot be
   * read are left out and named; those already known are kept, with a new number or grid where the file has one. The file is read
   * first, and then all of it is kept at once; with the same `clientId` it is taken in once, and the same file once more changes nothing.
   */
  import: errand({
    who: staff,
    quiet: true,
    unlogged: ['file'],
    input: v.strictObject({ clientId, communityCode, file }),
    output: imported,
  }),

  /** The must-know notices that concern a community, newest first, at most 20, with how its households stand. */
  boards: query({
    who: staff,
    input: v.strictObject({ communityCode }),
    output: v.object({ boards: v.array(board) }),
  }),

  board: query({
    who: staff,
    input: v.strictObject(ofNotice),
    output: v.object({
      board,
      /** How many of those left have agreed to be reminded, and when some were last reminded. */
      willing: count,
      remindedAt: v.nullable(instant),
    }),
  }),

  /** The households of one standing, in the order of their doors. */
  stops: query({
    who: staff,
    input: v.strictObject({
      ...ofNotice,
      standing: v.optional(v.picklist(standings, '没有这一栏'), 'rest'),
      gridId: v.optional(id),
      after: v.optional(cursor),
      limit: pageSize,
    }),
    output: v.object({ stops: v.array(stop), next: v.nullable(cursor) }),
  }),

  /**
   * Notes that a household was phoned or visited, and what came of it. The newest note counts; all of them stay. `notedAt` is when it was
   * noted, on a phone without a network: what lies ahead of the clock counts as now, and what is older than seven days as that old.
   */
  told: command({
    who: staff,
    quiet: true,
    input: v.strictObject({
      clientId,
      ...ofNotice,
      householdId: id,
      how: v.picklist(reaches, '请选打电话还是上门'),
      outcome: v.picklist(outcomes, '请选结果'),
      notedAt: v.optional(instant),
    }),
    output: v.object({ stop, board }),
  }),

  /** A household's number, for whoever is about to dial it. That somebody looked stays in the audit log. */
  phone: command({
    who: staff,
    quiet: true,
    input: v.strictObject(one),
    output: v.object({ phone: v.string() }),
  }),

  /** Reminds those left who have agreed to be told of must-know notices, by a WeChat message; once a day. */
  remind: command({
    who: staff,
    quiet: true,
    input: v.strictObject(ofNotice),
    output: v.object({ reminded: count, remindedAt: instant }),
  }),
};
