import * as v from 'valibot';
import { command, errand, query } from './contract';
import { count, day, empty, id, instant } from './fields';
import { myDoor } from './households';
import { templates } from './messages';
import { place, roles } from './org';

/** The people of the demo city. Signing in as one is refused outside demo mode. */
export const personas = [
  'resident-1',
  'resident-2',
  'resident-3',
  'secretary',
  'gridworker',
  'street',
  'editor',
  'merchant',
] as const;
export type Persona = (typeof personas)[number];

export const session = {
  /** Who I am. Without a session `person` is null, and the rest still tells a newcomer's client what it needs. */
  me: query({
    who: 'anyone',
    input: empty,
    output: v.object({
      person: v.nullable(v.object({ id, persona: v.nullable(v.picklist(personas)) })),
      home: v.nullable(place),
      roles: v.array(v.object({ role: v.picklist(roles), place })),
      /** Places I may publish notices for; empty for everyone who is not staff. */
      desk: v.array(place),
      /** The shops I keep. */
      shops: v.array(v.object({ id, name: v.string() })),
      /** Places whose shops I look after; empty for everyone who is not staff. */
      visits: v.array(place),
      /** Places where I answer residents, and the units that I handle whistles for; empty for everyone else. */
      answers: v.array(place),
      units: v.array(v.object({ id, name: v.string() })),
      /** My phone number with its middle covered; null when I have not given one. */
      phone: v.nullable(v.string()),
      demo: v.boolean(),
    }),
  }),

  /** Keeps my phone number, sealed, from the one-time code of WeChat's own button. It is only ever shown covered. */
  givePhone: errand({
    who: 'resident',
    input: v.strictObject({ code: v.pipe(v.string('凭据不对'), v.regex(/^[\w-]{1,200}$/, '凭据不对')) }),
    output: v.object({ phone: v.string() }),
  }),

  /** Forgets my phone number. */
  dropPhone: command({ who: 'resident', input: empty, output: empty }),

  /** Everything that is kept about me, newest first. Of reads and eggs at most the newest ten thousand. */
  mine: query({
    who: 'resident',
    input: empty,
    output: v.object({
      id,
      since: instant,
      home: v.nullable(place),
      /** Whether this account belongs to somebody in WeChat. WeChat's own number for me stays with the cloud. */
      wechat: v.boolean(),
      phone: v.nullable(v.string()),
      roles: v.array(v.object({ role: v.picklist(roles), place })),
      reads: v.array(v.object({ noticeId: id, title: v.string(), at: instant })),
      opens: count,
      eggs: v.array(v.object({ day, campaign: v.string() })),
      /** What was handed over of mine, and where somebody picks up for me, or I for them. */
      handed: v.array(v.object({ campaign: v.string(), count, at: instant })),
      proxies: v.array(v.object({ campaign: v.string(), forMe: v.boolean() })),
      cards: v.array(v.object({ noticeId: id, title: v.string(), at: instant })),
      groups: v.array(v.object({ noticeId: id, at: instant })),
      messages: v.array(v.object({ template: v.picklist(templates), at: instant, state: v.string() })),
      consents: v.array(v.object({ template: v.picklist(templates), left: count })),
      /** What I did with co-building shops: those I keep, the coupons I claimed, the ones I found helpful, the words I left. */
      shops: v.array(v.object({ id, name: v.string() })),
      coupons: v.array(
        v.object({ title: v.string(), merchant: v.string(), at: instant, redeemedAt: v.nullable(instant) }),
      ),
      helpful: v.array(v.object({ merchantId: id, name: v.string() })),
      words: v.array(v.object({ merchantId: id, words: v.string(), at: instant })),
      /** Problems and comments that I raised. */
      reports: v.array(v.object({ id, text: v.string(), at: instant })),
      /** What I said in the threads of reports, also as staff; the reports of neighbours that I follow; how I am called where I answer. */
      said: v.array(v.object({ reportId: id, text: v.string(), at: instant })),
      follows: v.array(v.object({ reportId: id, at: instant })),
      posts: v.array(v.object({ place, called: v.nullable(v.string()), grids: v.array(v.string()) })),
      /** Where I said that I live, also when I have moved away since; and the notices of which I said that I know. */
      door: v.nullable(myDoor),
      acknowledged: v.array(v.object({ noticeId: id, title: v.string(), at: instant })),
      /** Notes in my diary; what they say is sealed, and `diary.list` tells it to me. */
      notes: count,
      pictures: count,
    }),
  }),

  /**
   * Deletes my account: who I am in WeChat, phone number, home, roles, consents, messages that wait, and every session.
   * What was counted stays, under a number that no longer leads to anybody. Repeating it is `session.required`.
   */
  erase: command({
    who: 'resident',
    changesCaller: true,
    input: v.strictObject({ sure: v.literal(true, '请先确认要注销') }),
    output: empty,
  }),

  /** Signs out for good: the token is dead on the server too, which the SDK's own `logOut` does not do. */
  end: command({ who: 'resident', changesCaller: true, input: empty, output: empty }),
};
