import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { Button, Failed, Sheet } from '../../kit/ui';
import type { MineStore } from '../mine';
import { say } from '../words';

const { erase: words } = say;

interface Props {
  store: MineStore;
  onClose: () => void;
  onErased: () => void;
}

/** Deleting the account: first what it means, then a second tap that says so. */
export const Erase = observer(({ store, onClose, onErased }: Props) => {
  const [isSure, setSure] = useState(false);
  const { busy, failure } = store.erased;
  const erase = async () => {
    if (await store.erase()) onErased();
  };
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      {isSure ? (
        <Button kind="main" busy={busy} onTap={() => void erase()}>
          {words.second}
        </Button>
      ) : (
        <Button onTap={() => setSure(true)}>{words.first}</Button>
      )}
      <Button onTap={onClose}>{words.keep}</Button>
    </>
  );
  return (
    <Sheet title={words.title} foot={foot} onClose={onClose}>
      <Points title={words.goesTitle} points={words.goes} />
      <Points title={words.staysTitle} points={words.stays} />
      <View className="mydata__rule">{words.rule}</View>
    </Sheet>
  );
});

const Points = ({ title, points }: { title: string; points: readonly string[] }) => (
  <View className="mydata__points">
    <View className="mydata__head">{title}</View>
    {points.map((point) => (
      <View key={point} className="mydata__point">
        {point}
      </View>
    ))}
  </View>
);
