import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Empty, Failed, Loads, Page } from '../../kit/ui';
import { ItemList } from '../keeping/ItemList';
import { MyOwn } from '../keeping/MyOwn';
import { ServicesStore } from '../keeping/listing';
import { say } from '../keeping/words';
import { returnTo } from '../return';
import './index.scss';

const { services: words } = say;

const Services = observer(({ id }: { id: string }) => {
  const [store] = useState(() => new ServicesStore(call, keep, id));
  useEffect(() => void store.load(), [store]);
  const { file, sent, items } = store;
  const { failure } = sent;
  useEffect(() => platform.toTop(), [sent.value]);

  // Staff come here from the shop's file, and go back to it.
  const isMine = session.me?.shops.some((one) => one.id === id) ?? false;
  const away = () => returnTo(isMine ? routes.myShop(id) : routes.shopFile(id));
  const send = async () => {
    const done = await store.send();
    if (done && !done.waiting) {
      platform.say(words.done);
      away();
    }
  };
  const sendable = store.isChanged && items.isRight;
  const says = store.needsConsent ? words.sendConsent : words.send;
  if (sent.value?.waiting)
    return (
      <Page
        foot={
          <Button kind="main" onTap={away}>
            {words.toMine}
          </Button>
        }
      >
        <Empty title={words.waits}>{words.waitsNote}</Empty>
      </Page>
    );
  const foot = file.value && store.mayUpdate && (
    <>
      {failure && <Failed failure={failure} />}
      {failure?.refusal === 'input.idReused' && <View className="services__note">{words.reused}</View>}
      <Button kind="main" busy={sent.busy} disabled={!sendable} onTap={() => void send()}>
        {!items.isRight ? words.wrong : store.isChanged ? says : words.same}
      </Button>
    </>
  );
  return (
    <Page foot={foot}>
      <Loads of={file} retry={() => void store.load()}>
        {({ merchant, waiting }) =>
          store.mayUpdate ? (
            <>
              <View className="services__name">{merchant.name}</View>
              <View className="services__note">{words.note}</View>
              {(store.needsConsent || waiting) && (
                <Card tone="yolk">
                  {store.needsConsent && <View>{words.consent}</View>}
                  {waiting && <View>{words.waiting}</View>}
                </Card>
              )}
              {store.isStale && (
                <Card>
                  <View>{words.stale}</View>
                  <Button kind="quiet" onTap={() => store.restart()}>
                    {words.restart}
                  </Button>
                </Card>
              )}
              {items.all.length === 0 && <Empty title={words.empty}>{words.emptyNote}</Empty>}
              <ItemList items={items} />
              <View className="services__note">{words.kept}</View>
            </>
          ) : (
            <>
              <Empty title={words.closed}>{words.closedNote}</Empty>
              <Button onTap={away}>{words.toMine}</Button>
            </>
          )
        }
      </Loads>
    </Page>
  );
});

const ServicesPage = () => {
  const { id = '' } = useRouter().params;
  return <MyOwn>{(personId) => <Services key={personId} id={id} />}</MyOwn>;
};

export default ServicesPage;
