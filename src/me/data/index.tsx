import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { forgetOwn } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Loads, Row, Skeleton } from '../../kit/ui';
import { words } from '../../kit/words';
import { MineStore } from '../mine';
import { Erase } from '../parts/Erase';
import { Kept } from '../parts/Kept';
import { MyPage } from '../parts/MyPage';
import { Phone } from '../parts/Phone';
import { say } from '../words';
import './index.scss';

/** What a page can hold to be copied by hand, in characters. */
const MOST = 20_000;

const MyData = observer(({ owner }: { owner: string }) => {
  const [store] = useState(
    () => new MineStore(call, session, () => forgetOwn(keep, owner, (path) => platform.dropPicture(path))),
  );
  const [isErasing, setErasing] = useState(false);
  const [byHand, setByHand] = useState(false);
  useEffect(() => void store.load(), [store]);
  const copy = async () => {
    const isCopied = await platform.copy(store.text);
    setByHand(!isCopied);
    if (isCopied) platform.say(words.copied);
  };
  const erased = () => {
    platform.say(say.erase.done);
    go(routes.home);
  };
  return (
    <>
      <View className="mydata__note">{say.data.intro}</View>
      <Loads of={store.mine} retry={() => void store.load()} waiting={<Skeleton lines={8} />}>
        {(mine) => (
          <>
            <Phone store={store} phone={mine.phone} />
            <Kept mine={mine} />
            <Button onTap={() => void copy()}>{say.data.copy}</Button>
            <View className="mydata__note mydata__note--under">{byHand ? say.data.copyByHand : say.data.copyNote}</View>
            {byHand && (
              <Card>
                {store.text.length > MOST && <View className="mydata__note">{say.data.copyCut}</View>}
                <Text className="mydata__text" userSelect>
                  {store.text.slice(0, MOST)}
                </Text>
              </Card>
            )}
          </>
        )}
      </Loads>
      <Card>
        <Row title={say.erase.row} note={say.erase.rowNote} onTap={() => setErasing(true)} />
      </Card>
      {isErasing && <Erase store={store} onClose={() => setErasing(false)} onErased={erased} />}
    </>
  );
});

const MyDataPage = () => <MyPage>{(personId) => <MyData key={personId} owner={personId} />}</MyPage>;

export default MyDataPage;
