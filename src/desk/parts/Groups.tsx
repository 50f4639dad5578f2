import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Place } from '../../../types/org';
import { platform } from '../../kit/platform';
import { Card, Loads, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { GroupsStore } from '../groups';
import { say } from '../words';
import { LineSheet } from '../../kit/ui/LineSheet';
import './figures.scss';

/** How many people came by which WeChat group, and the way to give a group its name. */
export const Groups = observer(({ store, place }: { store: GroupsStore; place: Place }) => {
  const { naming } = store;
  const give = async () => {
    if (await store.give(place)) platform.say(say.groups.named);
  };
  return (
    <>
      <View className="figures__section">{say.groups.title}</View>
      <Loads of={store.list} retry={() => void store.load()}>
        {({ groups }) =>
          groups.length > 0 && (
            <Card>
              {groups.map((group) => {
                const name = group.name ?? say.groups.unnamed;
                const since = say.groups.since(words.moment(group.since));
                return (
                  <Row
                    key={group.id}
                    title={name}
                    note={
                      <View className="figures__since">{words.facts(since, say.groups.tap(group.name !== null))}</View>
                    }
                    end={words.readers(group.readers)}
                    onTap={() => store.begin(group)}
                  />
                );
              })}
            </Card>
          )
        }
      </Loads>
      <View className="figures__note">{say.groups.how}</View>
      {naming && (
        <LineSheet
          says={say.groups.naming}
          typed={naming.name}
          field="name"
          max={30}
          sent={store.sent}
          onSend={() => void give()}
          onClose={() => store.leave()}
        />
      )}
    </>
  );
});
