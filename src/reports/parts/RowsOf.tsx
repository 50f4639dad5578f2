import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { ReactElement, ReactNode } from 'react';
import { Failed, Loads, Skeleton } from '../../kit/ui';
import type { Rows } from '../rows';
import './rows.scss';

interface Props<T> {
  of: Rows<T>;
  /** What stands there while there is none. */
  none: ReactNode;
  end: string;
  children: (row: T) => ReactNode;
}

/** A list, and where it goes on. */
export const RowsOf = observer(({ of, none, end, children }: Props<unknown>) => (
  <Loads of={of.list} retry={() => void of.load()}>
    {({ rows, next }) => (
      <>
        {rows.map(children)}
        {rows.length === 0 && none}
        {of.more.failure && <Failed failure={of.more.failure} onRetry={() => void of.loadMore()} />}
        {next && !of.more.failure && <Skeleton lines={2} title={false} />}
        {!next && rows.length > 0 && <View className="rows__end">{end}</View>}
      </>
    )}
  </Loads>
)) as <T>(props: Props<T>) => ReactElement;
