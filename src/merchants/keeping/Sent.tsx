import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { a11y } from '../../kit/ui';
import type { Aim } from './application';
import { say } from './words';

/** What was sent is there, and this is what comes next. */
export const Sent = ({ file, aim }: { file: MerchantFile; aim: Aim }) => {
  const { name, place, state } = file.merchant;
  const { sent } = say;
  const title = 'amend' in aim ? sent.amended : 'enter' in aim ? sent.entered : sent.title;
  // What is mended later waits for nobody.
  const isWaiting = state === 'applied';
  const steps = !isWaiting ? [] : 'enter' in aim ? sent.enteredSteps(place.name) : sent.steps(place.name);
  return (
    <View className="sent">
      <View className="sent__title" {...a11y('heading')}>
        {title}
      </View>
      <View className="sent__name">{name}</View>
      <View className="sent__next">{isWaiting ? sent.next : sent.changed}</View>
      {steps.map((step, i) => (
        <View key={step} className="sent__step">
          <View className="sent__n">{i + 1}</View>
          <View className="sent__text">{step}</View>
        </View>
      ))}
    </View>
  );
};
