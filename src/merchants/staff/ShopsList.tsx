import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../../kit/routes';
import { Empty, Failed, Loads, Skeleton, Tag } from '../../kit/ui';
import { Section } from '../parts/Hint';
import { ShopRow } from '../parts/ShopRow';
import { say as shop } from '../words';
import type { DeskRow, ShopsDeskStore } from './desk';
import { say } from './words';

/** A place's shops, above them those that wait for somebody. */
export const ShopsList = observer(({ store, retry }: { store: ShopsDeskStore; retry: () => void }) => {
  const { waiting, others, list, place } = store;
  // At a community's desk everybody knows where its shops are.
  const isNamed = place?.level !== 'community';
  return (
    <Loads of={list} retry={retry}>
      {({ next }) => (
        <>
          {waiting.length > 0 && <Section>{say.waiting(waiting.length)}</Section>}
          {waiting.map((one) => (
            <One key={one.id} shop={one} isNamed={isNamed} />
          ))}
          {waiting.length > 0 && others.length > 0 && <Section>{say.others}</Section>}
          {others.map((one) => (
            <One key={one.id} shop={one} isNamed={isNamed} />
          ))}
          {waiting.length + others.length === 0 && !next && <Empty title={say.empty}>{say.emptyNote}</Empty>}
          <More store={store} hasSome={waiting.length + others.length > 0} />
        </>
      )}
    </Loads>
  );
});

const One = ({ shop: row, isNamed }: { shop: DeskRow; isNamed: boolean }) => (
  <ShopRow
    shop={row}
    onTap={() => go(routes.shopFile(row.id))}
    facts={[isNamed ? row.place.name : null, row.until && say.until(shop.date(row.until))]}
    {...(row.listWaits && { marks: <Tag tone="yolk">{say.listWaits}</Tag> })}
  />
);

/** The end of a list: more on its way, more that did not come, or no more. */
export const More = observer(({ store, hasSome }: { store: ShopsDeskStore; hasSome: boolean }) => {
  const { next, more } = store;
  if (more.failure) return <Failed failure={more.failure} onRetry={() => void store.loadMore()} />;
  if (next) return <Skeleton lines={2} title={false} />;
  return hasSome ? <View className="shopsdesk__end">{say.all}</View> : null;
});
