import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, communityCode, day, empty, id, instant, nodeCode, phone, text } from './fields';
import { limits } from './limits';
import { location } from './shops';

/** Who answers residents at a community; the secretary and the street office set how it answers. */
export const answerers = ['gridworker', 'secretary', 'street'] as const;
export const setters = ['secretary', 'street'] as const;

const answererAt = { roles: answerers, at: 'node' } as const;
const setterAt = { roles: setters, at: 'node' } as const;

/** A time of day in Shanghai, `HH:MM`, from 07:00 to 22:00: nobody is promised an answer in the quiet hours. */
const timeOfDay = v.pipe(
  v.string('时间不对'),
  v.regex(/^(0[7-9]|1\d|2[01]):[0-5]\d$|^22:00$/, '时间在早上七点到晚上十点之间'),
);

/** Hours in which residents are answered, in order and apart from each other. */
export const window = v.pipe(
  v.strictObject({ from: timeOfDay, to: timeOfDay }),
  v.check(({ from, to }) => from < to, '结束要晚于开始'),
);
export type Window = v.InferOutput<typeof window>;
const windows = v.pipe(
  v.array(window, '时间段不对'),
  v.maxLength(6, '一天最多六段'),
  v.check((all) => all.every(({ from }, i) => i === 0 || (all[i - 1]?.to ?? '') <= from), '时间段要按先后，不能重叠'),
);

/** How a community answers on ordinary days, and on single days that differ. */
export const hours = v.object({
  workdays: v.array(window),
  /** Saturdays, Sundays and public holidays; the days worked in their stead are workdays. */
  restdays: v.array(window),
  days: v.array(v.object({ day, windows: v.array(window), why: v.string() })),
  /** Whether somebody answers at this moment, and if not, from when on. Null: nobody has said when. */
  open: v.boolean(),
  opensAt: v.nullable(instant),
  /** Where to call instead. */
  phone: v.nullable(v.string()),
});
export type Hours = v.InferOutput<typeof hours>;

/** 网格: a part of a community, and what belongs to it in the words of who lives there. */
export const grid = v.object({
  id,
  name: v.string(),
  about: v.nullable(v.string()),
  location: v.nullable(v.object({ latitude: v.number(), longitude: v.number() })),
});
export type Grid = v.InferOutput<typeof grid>;

/** Who is really responsible for something: a department 城管, a company 物业, 供水. Anybody may call it. */
export const unit = v.object({
  id,
  name: v.string(),
  phone: v.nullable(v.string()),
  what: v.string(),
  place: nodeCode,
});
export type Unit = v.InferOutput<typeof unit>;

/** Somebody who handles whistles for a unit, by the number that they find under 我的; no name is asked. */
export const unitMember = v.object({ memberId: id, since: instant });
export type UnitMember = v.InferOutput<typeof unitMember>;

const inCommunity = v.strictObject({ communityCode });
const some = v.object({ grids: v.array(grid) });
const units = v.object({ units: v.array(unit) });

/** How a community answers: when, by whom, and who is responsible for what. */
export const service = {
  hours: query({ who: 'anyone', input: inCommunity, output: v.object({ hours }) }),

  /** Sets the hours of ordinary days. Clocks that run already keep the promise that was given. */
  setHours: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ communityCode, workdays: windows, restdays: windows, phone: v.optional(phone) }),
    output: v.object({ hours }),
  }),

  /** Sets the hours of one day, for a reason that residents read; without windows nobody answers on it. */
  setDay: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ communityCode, day, windows, why: text('原因', 1, 30) }),
    texts: (i) => [i.why],
    output: v.object({ hours }),
  }),

  /** Lets a day be an ordinary one again. */
  dropDay: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ communityCode, day }),
    output: v.object({ hours }),
  }),

  grids: query({ who: 'anyone', input: inCommunity, output: some }),

  /** Makes a grid, or with `gridId` changes it. */
  setGrid: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({
      clientId,
      communityCode,
      gridId: v.optional(id),
      name: text('网格名称', 1, 20),
      about: v.optional(text('包括哪里', 1, 100)),
      location: v.optional(location),
    }),
    texts: (i) => [i.name, i.about],
    output: some,
  }),

  /** Gives a grid up; what lies with it lies with the community again. */
  dropGrid: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ communityCode, gridId: id }),
    output: some,
  }),

  /** The people who answer here, as residents see them called, with the grids they look after. */
  workers: query({
    who: answererAt,
    input: inCommunity,
    output: v.object({
      workers: v.array(
        v.object({
          id,
          role: v.picklist(answerers),
          called: v.nullable(v.string()),
          grids: v.array(id),
          me: v.boolean(),
        }),
      ),
    }),
  }),

  /** Says which grids I look after here, and how residents see me called: by a post, 三号网格 早班, and no private name is asked. */
  serve: command({
    who: answererAt,
    quiet: true,
    input: v.strictObject({
      communityCode,
      gridIds: v.pipe(v.array(id, '网格不对'), v.maxLength(limits.grids, '网格太多了')),
      called: v.optional(text('称呼', 1, 12)),
    }),
    texts: (i) => [i.called],
    output: v.object({ grids: v.array(id), called: v.nullable(v.string()) }),
  }),

  /** Answers that are written again and again. */
  templates: query({ who: answererAt, input: inCommunity, output: v.object({ templates: v.array(v.string()) }) }),
  setTemplates: command({
    who: answererAt,
    quiet: true,
    input: v.strictObject({
      communityCode,
      templates: v.pipe(
        v.array(text('常用答复', 1, 200), '常用答复不对'),
        v.maxLength(limits.replyTemplates, `常用答复最多 ${limits.replyTemplates} 条`),
      ),
    }),
    texts: (i) => i.templates,
    output: v.object({ templates: v.array(v.string()) }),
  }),

  /** Who is responsible for what in a community: its own list and those of the places above it. */
  units: query({ who: 'anyone', input: inCommunity, output: units }),

  /** Adds somebody responsible to a place's list, or with `unitId` changes the entry. */
  setUnit: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({
      clientId,
      nodeCode,
      unitId: v.optional(id),
      name: text('单位名称', 1, 30),
      phone: v.optional(phone),
      what: text('管什么', 1, 100),
    }),
    texts: (i) => [i.name, i.what],
    output: v.object({ unit }),
  }),
  dropUnit: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ nodeCode, unitId: id }),
    output: v.object({}),
  }),

  /** A code by which somebody of that unit comes to handle whistles in the app, good once and for a day. */
  inviteUnit: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ nodeCode, unitId: id }),
    output: v.object({ code: v.string(), until: instant }),
  }),
  joinUnit: command({
    who: 'resident',
    changesCaller: true,
    audited: (_, { unit }) => unit.place,
    input: v.strictObject({ code: v.pipe(v.string('邀请码不对'), v.regex(/^\d{10}$/, '邀请码是 10 位数字')) }),
    output: v.object({ unit }),
  }),

  /** Who handles whistles for a unit of this place's list. */
  members: query({
    who: setterAt,
    input: v.strictObject({ nodeCode, unitId: id }),
    output: v.object({ members: v.array(unitMember) }),
  }),

  /** Somebody handles for a unit no more. Repeating it changes nothing. */
  dropMember: command({
    who: setterAt,
    quiet: true,
    input: v.strictObject({ nodeCode, unitId: id, memberId: id }),
    output: v.object({ members: v.array(unitMember) }),
  }),

  /** The same by themselves. */
  leaveUnit: command({
    who: 'resident',
    changesCaller: true,
    input: v.strictObject({ unitId: id }),
    output: empty,
  }),
};
