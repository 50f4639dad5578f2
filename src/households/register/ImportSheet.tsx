import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Imported } from '../../../types/households';
import { isWeapp, platform } from '../../kit/platform';
import { a11y, Button, Failed, Sheet } from '../../kit/ui';
import { say } from '../words';
import type { Importing } from './importing';

const { import: says } = say;
/** More lines than these are not read one by one. */
const MOST = 8;

/** What a table has to look like, what it would do, and then that it does. */
export const ImportSheet = observer(({ of, onDone }: { of: Importing; onDone: () => void }) => {
  const { checked, done, table, count } = of;
  const choose = () => void of.choose(platform.chooseTable);
  const send = async () => {
    const imported = await of.send();
    if (!imported) return;
    platform.say(says.done(imported));
    onDone();
  };
  const failure = done.failure ?? checked.failure;
  const foot = (
    <>
      {failure && (
        <Failed
          failure={failure}
          {...(checked.failure && failure.kind !== 'refused' && { onRetry: () => void of.check() })}
        />
      )}
      {checked.value && (
        <Button kind="main" busy={done.busy} disabled={count === 0} onTap={() => void send()}>
          {count === 0 ? says.nothing : says.send(count)}
        </Button>
      )}
      <Button kind={checked.value ? 'plain' : 'main'} busy={checked.busy} onTap={choose}>
        {checked.busy ? says.checking : table ? says.other : says.choose}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={() => of.close()}>
      {checked.value && table ? <Outcome of={checked.value} name={table.name} /> : <Example />}
    </Sheet>
  );
});

const Example = () => (
  <>
    <View>{says.note}</View>
    <View className="import__example">
      {says.columns.map(([name, example]) => (
        <View key={name} className="import__column">
          <View className="import__name">{name}</View>
          <View className="import__value">{example}</View>
        </View>
      ))}
    </View>
    <View className="import__note">{says.again}</View>
    {isWeapp && <View className="import__note">{says.inChats}</View>}
  </>
);

const Outcome = ({ of, name }: { of: Imported; name: string }) => (
  <>
    <View className="import__note">{says.checked(name)}</View>
    <View className="import__counts" {...a11y('status')}>
      {says.counts(of)}
    </View>
    {of.wrong.slice(0, MOST).map(({ line, says: why }) => (
      <View key={line} className="import__line">
        {says.line(line, why)}
      </View>
    ))}
    {of.left > MOST && <View className="import__line">{says.more(of.left - MOST)}</View>}
    {of.left > 0 && <View className="import__note">{says.leave}</View>}
  </>
);
