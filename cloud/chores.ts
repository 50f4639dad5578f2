import type { Template } from '../types/messages';
import { returnOverdue } from './coupons';
import { numberHolders, tellPickUps } from './eggs';
import { rollFigures } from './figures';
import { dropRefused, dropThrown, type Storage } from './files';
import type { Changes } from './kit/changes';
import type { Clock } from './kit/clock';
import type { WechatConfig } from './kit/config';
import type { Db } from './kit/database';
import type { Seal } from './kit/seal';
import { closeDays } from './ledger';
import { drain } from './messages';
import { lookAgain, takeDown, tellOne } from './notices';
import { markPhones } from './people';
import { askAgain, tellStaff } from './reports';
import type { Safety } from './safety';
import type { Wechat } from './wechat';

/** Something that is done again and again. Several processes may do it at once: each row is claimed by one. */
export interface Chore {
  /** How long to rest after it was done, in milliseconds. */
  restMs: number;
  /** @param more says whether to go on while there is more to do; false once the process is to end */
  work(more: () => boolean): Promise<void>;
}
export type Chores = Partial<
  Record<
    | ('pictures' | 'held' | 'phones' | 'books' | 'coupons' | 'numbers' | 'figures')
    | ('news' | 'pickUps' | 'work' | 'messages'),
    Chore
  >
>;

/**
 * What goes on between the cloud and WeChat without anybody asking. None of it holds a transaction open while WeChat answers.
 * Without WeChat only what it had left behind is let out.
 */
export function createChores(house: {
  db: Db;
  clock: Clock;
  changes: Changes;
  storage: Storage;
  wechat: Wechat | undefined;
  safety: Safety;
  templates: WechatConfig['templates'];
  ledgerKey: Buffer;
  seal: Seal;
}): Chores {
  const { db, clock, changes, storage, wechat, safety, templates, ledgerKey, seal } = house;
  const isOffered = (template: Template): boolean => templates[template] !== undefined;
  return {
    pictures: {
      restMs: 1_000,
      async work() {
        await safety.askAboutPictures(clock.now());
        await dropRefused(db, storage);
        await dropThrown(db, storage);
      },
    },
    held: {
      restMs: 2_000,
      async work(more) {
        await takeDown(db, changes);
        await lookAgain(db, safety, changes, clock.now(), more);
        await askAgain(db, safety, clock.now(), more);
      },
    },
    phones: { restMs: 86_400_000, work: () => markPhones(db, seal) },
    books: { restMs: 60_000, work: (more) => closeDays(db, ledgerKey, clock.now(), more) },
    numbers: { restMs: 300_000, work: (more) => numberHolders(db, clock.now(), more) },
    figures: { restMs: 180_000, work: (more) => rollFigures(db, clock.now(), more) },
    coupons: { restMs: 60_000, work: (more) => returnOverdue(db, clock.now(), more) },
    ...(isOffered('notice') && {
      news: {
        restMs: 2_000,
        async work(more) {
          while (more() && (await tellOne(db, clock.now())));
        },
      },
    }),
    ...(isOffered('pickUp') && { pickUps: { restMs: 600_000, work: (more) => tellPickUps(db, clock.now(), more) } }),
    ...(isOffered('work') && { work: { restMs: 5_000, work: (more) => tellStaff(db, clock.now(), more) } }),
    ...(wechat && {
      messages: {
        restMs: 2_000,
        async work(more) {
          while (more() && (await drain(db, wechat, templates, clock.now())) > 0);
        },
      },
    }),
  };
}
