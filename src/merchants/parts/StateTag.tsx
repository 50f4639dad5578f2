import { Text, View } from '@tarojs/components';
import { say } from '../words';
import { looks, Mark, type ShopState } from './Mark';
import './statetag.scss';

/** A shop's state in a word and a drawn sign. */
export const StateTag = ({ state }: { state: ShopState }) => (
  <View className={`statetag statetag--${looks[state][0]}`}>
    <Mark state={state} />
    <Text>{say.states[state]}</Text>
  </View>
);
