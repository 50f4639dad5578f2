import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../kit/ui';
import { say } from '../words';
import './hash.scss';

/** The hash of a day in groups of eight, for whoever asks to compare it with another. */
export const Hash = ({ of, day }: { of: string; day: string }) => {
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <View className="hash">
      <Text userSelect>{say.grouped(of)}</Text>
    </View>
  ) : (
    <Button kind="quiet" onTap={() => setShown(true)}>
      {say.showHash(day)}
    </Button>
  );
};
