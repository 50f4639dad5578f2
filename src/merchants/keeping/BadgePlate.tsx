import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { words } from '../../kit/words';
import { newestOf } from '../agreements';
import { looks, Mark } from '../parts/Mark';
import { Qr } from '../../kit/ui/Qr';
import { say as shop } from '../words';
import { say } from './words';
import './plate.scss';

/** The shop's badge as it would hang at a door: whose it is, what it is worth today, and the code that proves it. */
export const BadgePlate = ({ file }: { file: MerchantFile }) => {
  const { merchant, badge } = file;
  const { name, place, address, state } = merchant;
  const agreement = newestOf(file);
  const { plate } = say;
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
        {agreement && <View className="plate__dates">{shop.dates(agreement.firstDay, agreement.lastDay)}</View>}
        {badge && (
          <View className="plate__code">
            <Qr text={badge} label={plate.scan} />
            <View className="plate__note">{plate.scanNote(state === 'valid' || state === 'expiring')}</View>
          </View>
        )}
      </View>
    </View>
  );
};
