import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { badgeIn } from '../../kit/entry';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { Button, Page, Skeleton } from '../../kit/ui';
import { Genuine } from '../parts/Genuine';
import { TellSheet } from '../parts/TellSheet';
import { Unchecked } from '../parts/Unchecked';
import { VerifyStore } from '../verify';
import { say } from '../words';

const { verify: words } = say;

/** Where a scanned sticker lands: what its badge is worth at this moment. Nobody is asked who they are. */
const Verify = observer(() => {
  const token = badgeIn(useRouter().params);
  const [store] = useState(() => new VerifyStore(call, token));
  const [isTelling, setTelling] = useState(false);
  useEffect(() => void store.check(), [store]);
  // The page comes back from somewhere: what it said before is not said again without asking.
  useDidShow(() => void (!store.badge.busy && store.check()));
  usePullDownRefresh(() => void store.check().finally(platform.stopPullDown));

  const { value: badge, failure } = store.badge;
  const shop = badge?.merchant;
  const foot = failure ? (
    <Button kind="main" onTap={() => void store.check()}>
      {words.again}
    </Button>
  ) : (
    badge &&
    (isWeapp || !shop) && (
      <>
        {isWeapp && (
          <Button kind="main" onTap={() => void scanBadge(true)}>
            {badge.state === 'unknown' ? words.scanAgain : words.scan}
          </Button>
        )}
        {!shop && <Button onTap={() => go(routes.shops)}>{words.shops}</Button>}
      </>
    )
  );
  return (
    <Page foot={foot}>
      {badge && <Genuine badge={badge} at={store.at} onTell={() => setTelling(true)} />}
      {failure && <Unchecked failure={failure} />}
      {!badge && !failure && (
        <>
          <View className="verdict__waits">{words.checking}</View>
          <Skeleton lines={7} />
        </>
      )}
      {isTelling && shop && <TellSheet merchantId={shop.id} problem onClose={() => setTelling(false)} />}
    </Page>
  );
});

export default Verify;
