import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Button, Card, Failed, SignIn } from '../../kit/ui';
import { view } from '../../kit/view';
import type { Counter } from '../counter';
import { say } from '../words';

const { offline: says } = say;

/** What the cloud and this phone have not settled: no network, what waits on the phone, and what did not come out as it was noted. */
export const Unsettled = observer(({ counter, counter: { notebook } }: { counter: Counter }) => {
  const { list, unsent, merged, conflicts } = notebook;
  const { unsure, lost, outcome } = counter;
  const hidden = unsure.filter(({ clientId }) => outcome?.kind !== 'unknown' || outcome.clientId !== clientId);
  return (
    <>
      {!view.online && (
        <View className="eggdesk__offline" {...a11y('status')}>
          <View className="eggdesk__strong">{list ? says.title : says.noList}</View>
          {list && <View>{says.note}</View>}
          {list && <View>{says.listFrom(list.now, list.holders.length)}</View>}
        </View>
      )}
      {hidden.length > 0 && (
        <Card tone="yolk">
          <View className="eggdesk__strong" {...a11y('alert')}>
            {say.unsure(hidden.length)}
          </View>
          {hidden.map(({ clientId, holder, count }) => (
            <View key={clientId}>{`${say.who(holder)} ${say.eggs(count)}`}</View>
          ))}
          <View className="eggdesk__acts">
            <Button busy={counter.sent.busy} onTap={() => void counter.repeat()}>
              {say.again}
            </Button>
          </View>
        </Card>
      )}
      {lost.map((hand) => (
        <Card key={hand.clientId} tone="red">
          <View {...a11y('alert')}>{say.lost(say.who(hand.holder), hand.count, hand.why ?? '')}</View>
          <View className="eggdesk__acts">
            <Button onTap={() => counter.see(hand)}>{say.seen}</Button>
          </View>
        </Card>
      ))}
      {unsent > 0 && (
        <Card tone="yolk">
          <View className="eggdesk__strong" {...a11y('alert')}>
            {says.unsent(unsent)}
          </View>
          {view.online && merged.failure && <Failed failure={merged.failure} />}
          {view.online && merged.failure?.refusal === 'session.required' && <SignIn kind="main" />}
          {view.online && (
            <View className="eggdesk__acts">
              <Button busy={merged.busy} onTap={() => void notebook.merge()}>
                {says.merge}
              </Button>
            </View>
          )}
        </Card>
      )}
      {conflicts.length > 0 && (
        <Card tone="red">
          <View className="eggdesk__strong" {...a11y('alert')}>
            {says.conflicts(conflicts.length)}
          </View>
          {conflicts.map((one) => (
            <View key={one.clientId} className="eggdesk__conflict">
              <View className="eggdesk__why">{says.conflict(say.who(one), one.count, one.counted)}</View>
              <View>{say.conflicts[one.conflict]}</View>
              <Button onTap={() => notebook.see(one)}>{say.seen}</Button>
            </View>
          ))}
        </Card>
      )}
    </>
  );
});
