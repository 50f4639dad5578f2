import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Card, Tag } from '../../kit/ui';
import type { Counter, Visitor as Shown } from '../counter';
import { say } from '../words';
import { Stepper } from './Stepper';

/** Whoever stands at the desk, and how many they are given. */
export const Visitor = observer(({ counter, visitor }: { counter: Counter; visitor: Shown }) => {
  const { holder, byProxy, isStaff, ticket } = visitor;
  return (
    <Card>
      <View className="eggdesk__who" {...a11y('heading')}>
        {say.who(holder)}
      </View>
      {holder.masked !== null && <View className="eggdesk__facts">{say.number(holder.number)}</View>}
      <View className="eggdesk__marks">
        {byProxy && <Tag tone="slate">{say.byProxy}</Tag>}
        {isStaff && <Tag tone="yolk">{say.staff}</Tag>}
        {ticket === null && <Tag tone="yolk">{say.local}</Tag>}
      </View>
      <Stepper count={counter.count} most={holder.left} onChange={(count) => counter.choose(count)} />
      {byProxy && <View className="eggdesk__note">{say.byProxyNote}</View>}
      {isStaff && <View className="eggdesk__note">{say.staffNote}</View>}
    </Card>
  );
});
