import { makeAutoObservable } from 'mobx';
import { limits } from '../../../types/limits';
import type { Call } from '../../../types';
import type { Coupon, CouponKind } from '../../../types/coupons';
import type { MerchantFile } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { dayAfter } from '../agreements';
import { Draft } from '../../kit/draft';
import { say } from './words';

/** A coupon as it is typed: every number a string of its own. */
export interface CouponForm {
  kind: CouponKind;
  title: string;
  yuan: string;
  conditions: string;
  total: string;
  perPerson: string;
  firstDay: string;
  lastDay: string;
  keepDays: string;
}

const blank: CouponForm = {
  kind: 'off',
  title: '',
  yuan: '',
  conditions: '',
  total: '50',
  perPerson: '1',
  firstDay: '',
  lastDay: '',
  keepDays: '14',
};
/** How long a coupon is given out unless somebody says otherwise, and at most. */
const USUAL_DAYS = 30;
const MOST_DAYS = 365;
export const MOST_KEEP_DAYS = 90;

const wholeIn = (typed: string): number | null => (/^[1-9]\d{0,5}$/.test(typed.trim()) ? Number(typed) : null);
const isWithin = (typed: string, most: number): boolean => (wholeIn(typed) ?? most + 1) <= most;

/** What has to be mended before it can go out, by the name of the field. */
export function wrongIn(form: CouponForm, today: string): Partial<Record<keyof CouponForm, string>> {
  const { issue } = say;
  const whole = (typed: string, most: number) => (isWithin(typed, most) ? null : issue.whole(most));
  const isMore = (wholeIn(form.perPerson) ?? 0) > (wholeIn(form.total) ?? Infinity);
  const wrong = {
    title: form.title.trim() ? null : issue.titleNeeded,
    yuan: form.kind === 'off' ? whole(form.yuan, limits.couponYuan) : null,
    total: whole(form.total, limits.couponTotal),
    perPerson: whole(form.perPerson, limits.couponPerPerson) ?? (isMore ? issue.moreThanTotal : null),
    keepDays: whole(form.keepDays, MOST_KEEP_DAYS),
    lastDay:
      form.lastDay < form.firstDay
        ? issue.lastBeforeFirst
        : form.lastDay < today
          ? issue.lastPast
          : form.lastDay > dayAfter(today, MOST_DAYS)
            ? issue.lastTooFar
            : null,
  };
  return Object.fromEntries(Object.entries(wrong).filter(([, what]) => what !== null));
}

/** Issuing a coupon to the neighbours. */
export class IssueStore {
  readonly file = new Loaded<MerchantFile>();
  readonly sent = new Loaded<Coupon>();
  readonly draft: Draft<CouponForm>;
  isTried = false;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly merchantId: string,
    private readonly now: () => number,
  ) {
    this.draft = new Draft(keep, `issue.${merchantId}`, blank);
    makeAutoObservable<this, 'call' | 'merchantId' | 'now'>(this, {
      call: false,
      merchantId: false,
      now: false,
      draft: false,
    });
  }

  get form(): CouponForm {
    return this.draft.form;
  }

  get mayIssue(): boolean {
    return this.file.value?.may.includes('issue') ?? false;
  }

  get today(): string {
    return shanghai(this.now()).day;
  }

  get wrong(): Readonly<Record<string, string | undefined>> {
    return { ...this.sent.failure?.fields, ...(this.isTried && wrongIn(this.form, this.today)) };
  }

  async load(): Promise<void> {
    const { merchantId, today } = this;
    const file = await this.file.from(async () => (await this.call.merchants.file({ merchantId })).file);
    if (file) this.draft.begin({ firstDay: today, lastDay: dayAfter(today, USUAL_DAYS) });
  }

  async send(): Promise<boolean> {
    this.isTried = true;
    const { form, merchantId } = this;
    if (Object.keys(wrongIn(form, this.today)).length > 0) return false;
    const { kind, firstDay, lastDay } = form;
    const sent = await this.sent.from(async () => {
      const input = {
        clientId: this.draft.id,
        merchantId,
        kind,
        title: form.title.trim(),
        ...(kind === 'off' && { yuan: Number(form.yuan) }),
        ...(form.conditions.trim() && { conditions: form.conditions.trim() }),
        total: Number(form.total),
        perPerson: Number(form.perPerson),
        firstDay,
        lastDay,
        keepDays: Number(form.keepDays),
      };
      return (await this.call.coupons.issue(input)).coupon;
    });
    if (sent) this.draft.sent();
    return sent !== null;
  }

  /** An earlier one did go out, and what is typed now is put aside. */
  giveUp(): void {
    this.draft.sent();
  }
}
