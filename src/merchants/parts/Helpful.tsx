import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { session } from '../../kit/session';
import { Button, Card, Failed } from '../../kit/ui';
import type { ShopStore } from '../shop';
import { say } from '../words';
import { NeedPerson } from './NeedPerson';
import './facts.scss';

/** A neighbour's good word, as a number: nobody sees whose. */
export const Helpful = observer(({ store }: { store: ShopStore }) => {
  const [isAsking, setAsking] = useState(false);
  const { shown, helped } = store;
  if (!shown.value) return null;
  const { helpful, merchant } = shown.value;
  return (
    <Card>
      <View className="shopfacts__helped">
        {merchant.helpful > 0 ? say.helped(merchant.helpful) : say.shop.helpfulNone}
      </View>
      {helped.failure && <Failed failure={helped.failure} />}
      <Button busy={helped.busy} onTap={() => (session.person ? void store.help() : setAsking(true))}>
        {helpful ? say.shop.helpfulOn : say.shop.helpful}
      </Button>
      {isAsking && <NeedPerson why={say.signIn.helpful} onClose={() => setAsking(false)} />}
    </Card>
  );
});
