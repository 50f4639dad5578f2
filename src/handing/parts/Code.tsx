import { Input, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { isWeapp } from '../../kit/platform';
import { filledIn } from '../../kit/ui';
import type { Counter } from '../counter';
import { say } from '../words';
import { Result } from './Result';
import { Unsettled } from './Unsettled';
import { Visitor } from './Visitor';

/** The next neighbour's code, who that is, and what came of the last one. */
export const Code = observer(({ counter }: { counter: Counter }) => {
  const { visitor, outcome, typed } = counter;
  if (visitor)
    return (
      <>
        <Visitor counter={counter} visitor={visitor} />
        <Unsettled counter={counter} />
      </>
    );
  // On another day nothing is handed out, and nothing is asked for.
  if (!counter.notebook.isDay) return <Unsettled counter={counter} />;
  return (
    <>
      {outcome && <Result counter={counter} outcome={outcome} />}
      <Unsettled counter={counter} />
      <View className="eggdesk__ask">{say.ask(isWeapp)}</View>
      <Input
        className={`eggdesk__code ${!isWeapp && typed === '' ? 'eggdesk__code--empty' : ''}`}
        type="number"
        value={typed}
        placeholder={say.hint}
        placeholderClass="eggdesk__hint"
        maxlength={13}
        onInput={(event) => counter.type(event.detail.value)}
        onConfirm={() => void counter.look(typed)}
        {...filledIn(say.label)}
      />
    </>
  );
});
