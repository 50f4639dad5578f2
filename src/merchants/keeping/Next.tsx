import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { Card } from '../../kit/ui';
import { daysLeft, newestOf } from '../agreements';
import { say as shop } from '../words';
import { say } from './words';
import './next.scss';

/** Why a shop's agreement was not signed is no public matter, and stands among its steps. */
const reasonOf = ({ merchant, steps }: MerchantFile): string | null => {
  if (merchant.state !== 'declined') return merchant.reason;
  const declined = steps.filter(({ act }) => act === 'decline');
  return (
    declined.reduce<(typeof steps)[number] | null>((last, one) => (last && last.at > one.at ? last : one), null)
      ?.reason ?? null
  );
};

function nextOf(file: MerchantFile): string {
  const { state, until, place, since } = file.merchant;
  const { next } = say;
  if (state === 'applied') return next.applied(place.name);
  if (state === 'upcoming') return next.upcoming(shop.date(newestOf(file)?.firstDay ?? since ?? ''));
  if (state === 'expiring') return next.expiring(daysLeft(until ?? ''));
  return next[state];
}

/** What the shop's state means for its keeper, and what comes next. Nothing to say of one that is simply good. */
export const Next = ({ file }: { file: MerchantFile }) => {
  const reason = reasonOf(file);
  const next = nextOf(file);
  if (!next && !reason) return null;
  const { state } = file.merchant;
  return (
    <Card tone={state === 'expiring' ? 'yolk' : ['suspended', 'revoked', 'declined'].includes(state) ? 'red' : 'paper'}>
      {reason && <View className="next__reason">{say.next.reason(reason)}</View>}
      {next && <View>{next}</View>}
    </Card>
  );
};
