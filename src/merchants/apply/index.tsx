import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Failed, Loads, Page, Row, SignIn, WithMe } from '../../kit/ui';
import { ApplicationForm } from '../keeping/ApplicationForm';
import { ApplicationStore, type Aim } from '../keeping/application';
import { Sent } from '../keeping/Sent';
import { say } from '../keeping/words';
import { usePlace } from '../keeping/place';
import './index.scss';

const { apply: words } = say;

/** One application: it has a store of its own, so that whoever is here next begins with theirs. */
const Applying = observer(({ aim, place }: { aim: Aim; place: string | null }) => {
  const [store] = useState(() => new ApplicationStore(call, keep, upload, aim));
  useEffect(() => void store.load(), [store]);
  const { sent, file } = store;
  useEffect(() => platform.toTop(), [sent.value]);
  const bar = 'amend' in aim ? words.bars.amend : 'enter' in aim ? words.bars.enter : words.bars.apply;
  useEffect(() => platform.nameBar(bar), [bar]);

  // Staff mend what others keep.
  const isMine = 'apply' in aim || ('amend' in aim && session.me?.shops.some(({ id }) => id === aim.amend));
  const send = async () => {
    if (await store.send()) await session.load();
  };
  const leave = () => {
    store.giveUp();
    replace('enter' in aim ? routes.shopsDesk : routes.myShops);
  };
  const isClosed = 'amend' in aim && file.value && !file.value.may.includes('amend');
  const isMissing = Object.keys(store.missing).length > 0;
  const toMend = store.isTried && (isMissing ? words.missing : !store.items.isRight && words.serviceWrong);
  const { value: done, failure, busy } = sent;
  const toFile = (merchantId: string) => replace((isMine ? routes.myShop : routes.shopFile)(merchantId));
  if (done)
    return (
      <Page
        foot={
          <Button kind="main" onTap={() => toFile(done.merchant.id)}>
            {isMine ? say.sent.toMine : say.sent.toFile}
          </Button>
        }
      >
        <Sent file={done} aim={aim} />
      </Page>
    );
  const foot = (
    <>
      {toMend && (
        <View className="apply__missing" {...a11y('alert')}>
          {toMend}
        </View>
      )}
      {failure && <Failed failure={failure} />}
      {failure?.refusal === 'input.idReused' && (
        <Card>
          <Row title={words.reused} onTap={leave} />
        </Card>
      )}
      {session.person ? (
        <Button kind="main" busy={busy} onTap={() => void send()}>
          {'amend' in aim ? words.sendAmended : 'enter' in aim ? words.sendEntered : words.send}
        </Button>
      ) : (
        <>
          <View className="apply__note">{words.signInNote}</View>
          <SignIn kind="main" />
        </>
      )}
    </>
  );
  const away = isClosed && 'amend' in aim && (
    <Button onTap={() => toFile(aim.amend)}>{isMine ? say.sent.toMine : say.sent.toFile}</Button>
  );
  return (
    <Page foot={away || (store.isReady && foot)}>
      {'amend' in aim ? (
        <View className="apply__to">
          <View className="apply__place">{words.amend}</View>
        </View>
      ) : (
        <View className="apply__to">
          <View className="apply__place">{'enter' in aim ? words.enterTo(place ?? '') : words.to(place ?? '')}</View>
          {'apply' in aim && (
            <View className="apply__change" {...a11y('button')} onClick={() => go(routes.find)}>
              {words.change}
            </View>
          )}
        </View>
      )}
      {!store.isReady || isClosed ? (
        <Loads of={file} retry={() => void store.load()}>
          {() => isClosed && <Empty title={words.notYours}>{words.notYoursNote}</Empty>}
        </Loads>
      ) : (
        <ApplicationForm store={store} />
      )}
    </Page>
  );
});

const Apply = observer(() => {
  const { id, for: code } = useRouter().params;
  const place = usePlace(code ?? session.settled?.code ?? session.place?.code);
  if (!session.me)
    return (
      <Page>
        <WithMe>{() => null}</WithMe>
      </Page>
    );
  const who = session.person?.id ?? '';
  if (id) return <Applying key={`${id} ${who}`} aim={{ amend: id }} place={null} />;
  if (code) return <Applying key={`${code} ${who}`} aim={{ enter: code }} place={place} />;
  const here = session.settled ?? session.place;
  if (here) return <Applying key={`${here.code} ${who}`} aim={{ apply: here.code }} place={here.name} />;
  return (
    <Page
      foot={
        <Button kind="main" onTap={() => go(routes.find)}>
          {words.find}
        </Button>
      }
    >
      <Empty title={words.noPlace}>{words.noPlaceNote}</Empty>
    </Page>
  );
});

export default Apply;
