import { View } from '@tarojs/components';
import type { DailyAct } from '../../../types/desk';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { session } from '../../kit/session';
import { a11y } from '../../kit/ui';
import { say } from './words';

const shop = (): string | undefined => {
  const [only, ...more] = session.me?.shops ?? [];
  return more.length === 0 ? only?.id : undefined;
};

/** Where each is done; null where this device cannot, or there is no such page yet. */
const doing: Partial<Record<DailyAct, () => void>> = {
  inbox: () => go(routes.inbox),
  enter: () => go(routes.enterReport),
  handling: () => go(routes.handling),
  diary: () => go(routes.diary),
  doors: () => go(routes.boards),
  write: () => go(routes.write),
  notices: () => go(routes.desk),
  redeem: () => {
    const id = shop();
    go(id ? routes.redeem(id) : routes.myShops);
  },
  myShop: () => go(routes.myShops),
  shops: () => go(routes.shopsDesk),
  ...(isWeapp && { scan: () => void scanBadge() }),
  campaigns: () => go(routes.campaigns),
  settings: () => go(routes.answering),
  figures: () => go(routes.figures),
};

/** The act at the thumb: the one of the day, or nothing. */
const mains: readonly DailyAct[] = ['write', 'enter', 'redeem', 'handling'];
export const mainOf = (may: readonly DailyAct[]): { name: string; onTap: () => void } | null => {
  const act = mains.find((one) => may.includes(one));
  const onTap = act && doing[act];
  return onTap ? { name: say.mains[act] ?? say.acts[act][0], onTap } : null;
};

/** What somebody does day by day, each one tap away; what stands at the thumb is not here once more. */
export const Daily = ({ may }: { may: readonly DailyAct[] }) => {
  const main = mains.find((one) => may.includes(one));
  const others = may.filter((act) => act !== main && doing[act]);
  if (others.length === 0) return null;
  return (
    <>
      <View className="now__section" {...a11y('heading')}>
        {say.daily}
      </View>
      <View className="now__acts">
        {others.map((act) => {
          const [name, note] = say.acts[act];
          return (
            <View key={act} className="now__act" {...a11y('button')} onClick={doing[act]}>
              <View className="now__actname">{name}</View>
              <View className="now__actnote">{note}</View>
            </View>
          );
        })}
      </View>
    </>
  );
};
