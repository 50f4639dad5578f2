import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import type { MerchantFile } from '../../../types/shops';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { Button, Card, Failed, Loads, Row, Skeleton } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Hint';
import { ServiceLines } from '../parts/ServiceLines';
import { BadgePlate } from './BadgePlate';
import { IssuedList } from './IssuedList';
import type { MyShopsStore } from './mine';
import { Next } from './Next';
import { Visitors } from './Visitors';
import { say } from './words';

/** So many of the services are in sight; the list has a page of its own. */
const FEW = 3;

interface Of {
  store: MyShopsStore;
  file: MerchantFile;
  /** What else may be done now, besides the page's main action; it may come late, below what is pressed meanwhile. */
  children: ReactNode;
}

/** All about one of my shops: its badge first. */
export const MyShop = observer(({ store, file, children }: Of) => {
  const { merchant, may } = file;
  const { visits, sticker } = store;
  const isSigned = merchant.since !== null;
  // Of one that was declined, this is the page's main action.
  const mayAmend = may.includes('amend') && merchant.state !== 'declined';
  const print = async () => {
    const url = await store.print();
    if (url && !(await platform.openDocument(fileUrl(url), 'pdf'))) platform.say(say.mine.stickerFailed);
  };
  return (
    <>
      <BadgePlate file={file} />
      <Next file={file} />
      {(isSigned || mayAmend) && (
        <Card>
          {may.includes('sticker') && (
            <Row title={say.mine.sticker} note={say.mine.stickerNote} onTap={() => void print()} />
          )}
          {isSigned && <Row title={say.mine.publicPage} onTap={() => go(routes.shop(merchant.id))} />}
          {mayAmend && <Row title={say.mine.amendFacts} onTap={() => go(routes.amendShop(merchant.id))} />}
        </Card>
      )}
      {children}
      {sticker.failure && <Failed failure={sticker.failure} />}
      <IssuedList store={store} mayIssue={may.includes('issue')} />
      <Services file={file} />
      {isSigned && (
        <Loads of={visits} retry={() => void store.load()} waiting={<Skeleton lines={3} title={false} />}>
          {(looked) => <Visitors visits={looked} />}
        </Loads>
      )}
    </>
  );
});

const Services = ({ file: { merchant, services, waiting, may } }: { file: MerchantFile }) => {
  const items = services?.items ?? [];
  const { summary } = say;
  const more = items.length - FEW;
  return (
    <>
      <Section>{summary.title}</Section>
      <Card>
        <View className="myshop__note">
          {services && items.length > 0 ? summary.count(items.length, words.moment(services.changedAt)) : summary.empty}
        </View>
        {waiting && <View className="myshop__waiting">{summary.waiting}</View>}
        <ServiceLines items={items.slice(0, FEW)} />
        {more > 0 && <View className="myshop__note">{summary.more(more)}</View>}
      </Card>
      {may.includes('updateServices') && (
        <Button onTap={() => go(routes.shopServices(merchant.id))}>{summary.edit}</Button>
      )}
    </>
  );
};
