import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Place } from '../../../types/org';
import { Button, Card, Failed, Field, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import type { GroupStore } from '../group';
import { say } from '../words';

const LONGEST = 30;

/** For staff of the place alone: from which neighbours' group this card was opened, and the name they know it by. */
export const Group = observer(({ store, place }: { store: GroupStore; place: Place }) => {
  const [isNaming, setNaming] = useState(false);
  const { group } = store;
  if (!group) return null;
  const line = group.name === null ? say.groupName : say.fromGroup(group.name);
  const open = () => {
    if (!store.name) store.type(group.name ?? '');
    setNaming(true);
  };
  const give = async () => {
    if (await store.give(place)) setNaming(false);
  };
  const lack = store.name.trim() ? null : words.edit.lack(say.groupLabel);
  const foot = (
    <>
      {store.named.failure && <Failed failure={store.named.failure} />}
      <Button kind="main" busy={store.named.busy} disabled={lack !== null} onTap={() => void give()}>
        {lack ?? say.groupSave}
      </Button>
    </>
  );
  return (
    <>
      <Card>
        <Row title={line} onTap={open} />
      </Card>
      {isNaming && (
        <Sheet title={say.groupName} foot={foot} onClose={() => setNaming(false)}>
          <View className="notice__group">{say.groupWhy}</View>
          <Field
            label={say.groupLabel}
            placeholder={say.groupHint}
            max={LONGEST}
            value={store.name}
            onChange={(name) => store.type(name)}
          />
        </Sheet>
      )}
    </>
  );
});
