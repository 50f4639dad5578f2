import { CouponCard } from '../parts/CouponCard';
import { say as shop } from '../words';
import type { CouponForm } from './issuing';
import { say } from './words';

interface Props {
  form: CouponForm;
  of: { id: string; name: string; address: string };
}

/** A coupon as neighbours will read it, while it is still being written. */
export const CouponPreview = ({ form, of: merchant }: Props) => {
  const { kind, title, conditions, firstDay, lastDay } = form;
  const [yuan, total, perPerson, keepDays] = [form.yuan, form.total, form.perPerson, form.keepDays].map(Number);
  const coupon = {
    id: '0',
    merchant,
    kind,
    title: title.trim() || say.issue.noTitle,
    yuan: kind === 'off' ? yuan || 0 : null,
    conditions: conditions.trim() || null,
    firstDay,
    lastDay,
    keepDays: keepDays || 0,
    total: total || 0,
    perPerson: perPerson || 0,
    left: total || 0,
  };
  const { days, keep, perPerson: each, left } = shop.coupons;
  return (
    <CouponCard
      coupon={coupon}
      lines={[days(firstDay, lastDay), keep(coupon.keepDays), each(coupon.perPerson), left(coupon.left)]}
    />
  );
};
