import type { Correction, CorrectionKind, Flag, FlagKind } from '../../../types/guarding';
import { words } from '../../kit/words';
import type { AskForm, Way } from './store';

/** What staff read of accounts to look at, and of corrections. */
export const say = {
  flags: '要看的账号',
  flagsNote: '一家人住在一起、用一个号码，都很平常。只有“微信觉得不像一个人”的，先看过才发。',
  noFlags: '没有要看的账号',
  forDeciders: '由书记、街道或报社来定。',
  kinds: {
    risk: '微信觉得不像一个人在用',
    sameNumber: '几个账号用一个手机号',
    sameDoor: '一户里攒鸡蛋的账号特别多',
    staff: '工作人员的账号',
  } satisfies Record<FlagKind, string>,
  who: ({ masked, number }: Pick<Flag, 'masked' | 'number'>): string => words.facts(`编号 ${number}`, masked),
  flagFacts: ({ accounts, left, at }: Flag): string =>
    words.facts(accounts > 1 ? `${accounts} 个账号` : null, `还有 ${left} 个没领`, words.moment(at)),
  verdicts: { fine: '没问题，可以领', stop: '先不发' },
  verdict: ({ verdict, reason }: Pick<Flag, 'verdict' | 'reason'>): string =>
    verdict ? `${say.verdicts[verdict]}${reason ? `：${reason}` : ''}` : '',
  waits: '还没看',
  decide: '看过了，定下来',
  again: '重新定',
  deciding: {
    title: '怎么处理',
    note: '选“先不发”，居民看得到您写的原因，也可以来问。以后可以重新定。',
    verdict: '怎么处理',
    reason: '原因',
    hint: '例如 打电话问过，是本人',
    need: '先选怎么处理',
    needReason: '先写原因',
    send: '定下来',
    done: '定下来了',
  },

  corrections: '更正',
  correctionsNote: '一个人提，另一个人同意，才会改。改了的和原因，谁都看得到。',
  noCorrections: '还没有人提更正',
  correctionKinds: {
    lay: '补一个：读过却没有下蛋',
    unlay: '收回一个：不该有的',
    uncollect: '没有领走：记成领走了',
  } satisfies Record<CorrectionKind, string>,
  states: { asked: '等另一个人定', done: '改了', declined: '没有同意' } satisfies Record<Correction['state'], string>,
  correctionFacts: (number: number, day: string): string => words.facts(`编号 ${number}`, `${words.day(day)}的鸡蛋`),
  askedAt: (at: string, mine: boolean): string => words.facts(`${words.moment(at)} 提的`, mine ? '我提的' : null),
  agree: '看过了，同意改',
  decline: '不同意',
  agreed: '改好了',
  declined: '没有同意',
  sure: {
    title: '同意这样改吗',
    note: '改了以后，账上多一笔，谁都看得到原因，不能再抹掉。',
    send: '同意改',
    keep: '先不改',
  },

  ask: '提一个更正',
  asking: {
    title: '提一个更正',
    note: '提了以后，要另一位同事同意才会改。不能改自己的。',
    by: '怎么找这位居民',
    ways: { number: '按编号', phone: '按手机号' } satisfies Record<Way, string>,
    number: '编号',
    numberHint: '他的领蛋码开头的数字',
    phone: '手机号',
    phoneHint: '十一位手机号',
    kind: '要改什么',
    day: '哪天的鸡蛋',
    reason: '原因',
    reasonHint: '谁都看得到，别写名字和电话',
    send: '提上去',
    done: '提上去了，等另一位同事定',
    lacks: {
      number: '先写编号',
      phone: '先写十一位手机号',
      kind: '先选要改什么',
      day: '先选哪天',
      reason: '原因至少写四个字',
    } satisfies Partial<Record<keyof AskForm | 'phone', string>>,
  },
};
