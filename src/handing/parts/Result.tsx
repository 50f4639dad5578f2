import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Button } from '../../kit/ui';
import type { Counter, Outcome } from '../counter';
import { say } from '../words';

const tones: Record<Outcome['kind'], 'done' | 'no' | 'unknown'> = {
  done: 'done',
  noted: 'done',
  refused: 'no',
  unfit: 'no',
  unknown: 'unknown',
};

/** What came of the last one, in words that are read from across the table. */
export const Result = observer(({ counter, outcome }: { counter: Counter; outcome: Outcome }) => {
  const { kind } = outcome;
  return (
    <View className={`eggdesk__result eggdesk__result--${tones[kind]}`} {...a11y('alert')}>
      <View className="eggdesk__word">{say.outcomes[kind]}</View>
      {(kind === 'done' || kind === 'noted') && (
        <>
          <View className="eggdesk__given">{say.handed(outcome.count)}</View>
          <View className="eggdesk__why">{say.who(outcome.holder)}</View>
          <View>{say.rest(outcome.holder.left)}</View>
        </>
      )}
      {kind === 'noted' && <View>{say.notedNote}</View>}
      {kind === 'refused' && <View className="eggdesk__why">{outcome.message}</View>}
      {kind === 'unfit' && <View className="eggdesk__why">{say.unfit[outcome.why]}</View>}
      {kind === 'unknown' && (
        <>
          <View className="eggdesk__why">{say.unknownNote}</View>
          <Button busy={counter.sent.busy} onTap={() => void counter.repeat()}>
            {say.again}
          </Button>
        </>
      )}
    </View>
  );
});
