import { Image, View } from '@tarojs/components';
import { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { usePlacePhone } from '../../kit/phones';
import { a11y, Button, CallPlace, Card, Empty, Page, pictured, WithMe } from '../../kit/ui';
import type { Shown } from '../kinds';
import { RowsOf } from '../parts/RowsOf';
import { Rows } from '../rows';
import { say } from '../words';
import '../parts/rows.scss';

const { shown: words } = say;

const Side = ({ picture, which }: { picture: Shown['before']; which: string }) =>
  picture && (
    <View className="done__side">
      <Image
        className="done__picture"
        src={fileUrl(picture.url)}
        mode="aspectFill"
        lazyLoad
        {...pictured(which)}
        onClick={() => platform.showPicture(fileUrl(picture.url), [fileUrl(picture.url)])}
      />
      <View className="done__which">{which}</View>
    </View>
  );

const Done = ({ one }: { one: Shown }) => (
  <Card>
    <View className="done__title">{one.title}</View>
    <View className="done__text">{one.text}</View>
    <View className="done__pair">
      <Side picture={one.before} which={words.before} />
      <Side picture={one.after} which={words.after} />
    </View>
    <View className={`done__solved ${one.solved ? '' : 'done__solved--not'}`}>
      {one.solved ? words.solved : words.unsolved}
    </View>
    <View className="reportrow__facts">{words.closed(one.closedAt)}</View>
  </Card>
);

/** What a community shows of what it did, in its own words. Nobody is asked who they are. */
const List = observer(({ code, name }: { code: string; name: string }) => {
  const [store] = useState(
    () =>
      new Rows<Shown>(async (before) => {
        const { reports, next } = await call.reports.published({ communityCode: code, ...(before && { before }) });
        return { rows: reports, next };
      }),
  );
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  useReachBottom(() => void store.loadMore());
  return (
    <>
      <View className="rows__title" {...a11y('heading')}>
        {words.title(name)}
      </View>
      <View className="rows__note">{words.intro}</View>
      <RowsOf of={store} none={<Empty title={words.none}>{words.noneNote}</Empty>} end={words.end}>
        {(one) => <Done key={one.id} one={one} />}
      </RowsOf>
    </>
  );
});

const ListPage = observer(() => {
  const { place } = session;
  const phone = usePlacePhone();
  if (place)
    return (
      <Page phoned foot={phone && <CallPlace phone={phone} />}>
        <List key={place.code} code={place.code} name={place.name} />
      </Page>
    );
  return (
    <Page>
      <WithMe>
        {() => (
          <>
            <Empty title={words.homeless}>{words.homelessNote}</Empty>
            <Button kind="main" onTap={() => go(routes.find)}>
              {words.find}
            </Button>
          </>
        )}
      </WithMe>
    </Page>
  );
});

export default ListPage;
