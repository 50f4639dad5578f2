import type { MerchantFile } from '../../../types/shops';
import { Card } from '../../kit/ui';
import { daysLeft, newestOf } from '../agreements';
import { say as shop } from '../words';
import { say } from './words';

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
  const next = nextOf(file);
  if (!next) return null;
  const { state } = file.merchant;
  return (
    <Card tone={state === 'expiring' ? 'yolk' : ['suspended', 'revoked', 'declined'].includes(state) ? 'red' : 'paper'}>
      {next}
    </Card>
  );
};
