import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Choice, Empty, Loads, Page, Row } from '../../kit/ui';
import { KeepSheet } from '../keeping/KeepSheet';
import { MyOwn } from '../keeping/MyOwn';
import { MyShop } from '../keeping/MyShop';
import { MyShopsStore } from '../keeping/mine';
import { say } from '../keeping/words';
import './index.scss';

const { mine: words } = say;

const Mine = observer(({ chosen }: { chosen: string }) => {
  const [store] = useState(() => new MyShopsStore(call, keep, session, chosen));
  const [isKeeping, setKeeping] = useState(false);
  useEffect(() => void store.load(), [store]);
  useDidShow(() => void (store.shops.value && store.load()));
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));

  const { shops, file, id } = store;
  const [main, ...others] = actsOf(store);
  const kept = (name: string) => {
    setKeeping(false);
    platform.say(say.keepSheet.done(name));
  };
  const also = (
    <View className="myshop__also">
      <Card>
        <Row title={words.haveCode} note={words.haveCodeNote} onTap={() => setKeeping(true)} />
        {id && <Row title={words.applyAnother} onTap={() => go(routes.apply)} />}
      </Card>
    </View>
  );
  return (
    <Page
      foot={
        main && (
          <Button kind="main" onTap={() => go(main[1])}>
            {main[0]}
          </Button>
        )
      }
    >
      <Loads of={shops} retry={() => void store.load()}>
        {(all) => (
          <>
            {all.length > 1 && (
              <Choice
                label={words.choose}
                options={all.map((one) => [one.id, one.name] as const)}
                value={id}
                onChange={(shop) => void store.choose(shop)}
              />
            )}
            {all.length === 0 ? (
              <Empty title={words.none}>{words.noneNote}</Empty>
            ) : (
              <Loads of={file} retry={() => void store.load()}>
                {(shop) => (
                  <MyShop store={store} file={shop}>
                    {others.map(([says, path]) => (
                      <View key={says} className="myshop__act">
                        <Button onTap={() => go(path)}>{says}</Button>
                      </View>
                    ))}
                  </MyShop>
                )}
              </Loads>
            )}
            {also}
          </>
        )}
      </Loads>
      {isKeeping && <KeepSheet store={store} onKept={kept} onClose={() => setKeeping(false)} />}
    </Page>
  );
});

type Act = readonly [says: string, path: string];

/** What a keeper most likely came for, and where it is done; the first is the one main action. */
function actsOf({ shops, file, issued, id }: MyShopsStore): Act[] {
  if (shops.value?.length === 0) return [[words.apply, routes.apply]];
  const { may = [], merchant } = file.value ?? {};
  if (!id || !merchant) return [];
  const { state, name } = merchant;
  if (state === 'declined' && may.includes('amend')) return [[words.amend, routes.amendShop(id)]];
  const isRedeeming = may.includes('issue') || (issued.value?.length ?? 0) > 0;
  const redeem: Act[] = isRedeeming ? [[words.redeem, routes.redeem(id)]] : [];
  // With a badge that does not hold, what helps comes first; what neighbours have in hand is taken all the same.
  if (state === 'revoked') return [[words.reapply, routes.apply], ...redeem];
  if (state === 'expired') return [[words.renew, routes.fileSaying(words.toPlace.expired(name))], ...redeem];
  if (state === 'suspended') return [[words.askPlace, routes.fileSaying(words.toPlace.suspended(name))], ...redeem];
  // It still holds: whoever stands at the counter comes first.
  if (state === 'expiring') return [...redeem, [words.renew, routes.fileSaying(words.toPlace.expiring(name))]];
  return redeem;
}

const MinePage = () => {
  const { id = '' } = useRouter().params;
  return <MyOwn>{(personId) => <Mine key={personId} chosen={id} />}</MyOwn>;
};

export default MinePage;
