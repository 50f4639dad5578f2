import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { words } from '../../kit/words';
import { newestOf } from '../agreements';
import { looks, Mark } from '../parts/Mark';
import { Qr } from '../../kit/ui/Qr';
import { say as shop } from '../words';
import { say } from './words';
import './plate.scss';

/** Why a shop's agreement was not signed is no public matter, and stands among its steps. */
const reasonOf = ({ merchant, steps }: MerchantFile): string | null => {
  if (merchant.state !== 'declined') return merchant.reason;
  const declined = steps.filter(({ act }) => act === 'decline');
  return (
    declined.reduce<(typeof steps)[number] | null>((last, one) => (last && last.at > one.at ? last : one), null)
      ?.reason ?? null
  );
};

/** The shop's badge as it would hang at a door: whose it is, what it is worth today and why, and the code that proves it. */
export const BadgePlate = ({ file }: { file: MerchantFile }) => {
  const { merchant, badge } = file;
  const { name, place, address, state } = merchant;
  const agreement = newestOf(file);
  const reason = reasonOf(file);
  const { plate } = say;
  const isGood = state === 'valid' || state === 'expiring';
  // A code that no longer counts looks like one that does: it is left out.
  const shown = isGood || state === 'upcoming' ? badge : null;
  return (
    <View className="plate">
      <View className="plate__frame">
        <View className="plate__house">{plate.house}</View>
        <View className="plate__rule" />
        <View className="plate__name">{name}</View>
        <View className="plate__partner">{plate.partner}</View>
        <View className="plate__where">{words.facts(place.name, address)}</View>
        <View className={`plate__state plate__state--${looks[state][0]}`}>
          <Mark state={state} />
          <View>{plate.word[state]}</View>
        </View>
        {reason && <View className="plate__reason">{plate.reason(reason)}</View>}
        {agreement && <View className="plate__dates">{shop.dates(agreement.firstDay, agreement.lastDay)}</View>}
        {shown && (
          <View className="plate__code">
            <Qr text={shown} label={plate.scan} />
            <View className="plate__note">{plate.scanNote(isGood)}</View>
          </View>
        )}
      </View>
    </View>
  );
};
