import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Empty, Failed, Loads, Skeleton } from '../../kit/ui';
import type { DeskStore } from '../store';
import { say } from '../words';
import { HeadlineRow } from './HeadlineRow';
import './row.scss';

/** All notices of a place; above them those that are held, because somebody may have to look. */
export const Headlines = observer(({ store, retry }: { store: DeskStore; retry: () => void }) => {
  const { held, others, waiting, list, more } = store;
  return (
    <>
      {held.length > 0 && (
        <>
          <View className="deskrow__section" {...a11y('heading')}>
            {say.waiting(held.length)}
          </View>
          {held.map((headline) => (
            <HeadlineRow key={headline.id} headline={headline} />
          ))}
          <View className="deskrow__section" {...a11y('heading')}>
            {say.others}
          </View>
        </>
      )}
      {waiting.failure && !list.failure && <Failed failure={waiting.failure} onRetry={retry} />}
      <Loads of={list} retry={retry}>
        {({ next }) => (
          <>
            {others.map((headline) => (
              <HeadlineRow key={headline.id} headline={headline} />
            ))}
            {others.length === 0 && !next && <Empty title={say.empty}>{say.emptyNote}</Empty>}
            {more.failure && <Failed failure={more.failure} onRetry={() => void store.loadMore()} />}
            {next && !more.failure && <Skeleton lines={2} title={false} />}
            {!next && others.length > 0 && <View className="deskrow__end">{say.all}</View>}
          </>
        )}
      </Loads>
    </>
  );
});
