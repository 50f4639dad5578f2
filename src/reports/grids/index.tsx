import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { isWeapp, platform } from '../../kit/platform';
import { Button, Card, Empty, Field, Loads, Page, Row } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { ForStaff } from '../../kit/ui/ForStaff';
import { say } from '../settings/words';
import { GridsStore } from './store';

const { grid: words } = say;

const GridsPage = observer(({ code, may }: { code: string; may: boolean }) => {
  const [store] = useState(() => new GridsStore(call, keep, code));
  useEffect(() => void store.load(), [store]);
  const { list } = store;
  const foot = may && list.value && (
    <Button kind="main" onTap={() => store.open(null)}>
      {words.add}
    </Button>
  );
  return (
    <Page foot={foot}>
      <View className="editsheet__note">{words.note}</View>
      <Loads of={list} retry={() => void store.load()}>
        {(grids) =>
          grids.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNote}</Empty>
          ) : (
            <Card>
              {grids.map((grid) => (
                <Row
                  key={grid.id}
                  title={grid.name}
                  note={grid.about}
                  {...(may && { label: grid.name, onTap: () => store.open(grid) })}
                />
              ))}
            </Card>
          )
        }
      </Loads>
      {store.editing.draft && <GridSheet store={store} />}
    </Page>
  );
});

const GridSheet = observer(({ store }: { store: GridsStore }) => {
  const { editing, isNew, lack } = store;
  const { form, sent } = editing;
  const send = async (act: () => Promise<boolean>, done: string) => {
    if (await act()) platform.say(done);
  };
  const place = async () => {
    const spot = await platform.pickLocation();
    if (spot) editing.change({ location: { latitude: spot.latitude, longitude: spot.longitude } });
  };
  return (
    <EditSheet
      title={isNew ? words.title : words.change}
      sent={sent}
      lack={lack}
      onSend={() => void send(() => store.save(), words.saved)}
      onClose={() => editing.close()}
      drop={
        isNew
          ? null
          : { label: words.drop, sure: words.sure, onDrop: () => void send(() => store.drop(), words.dropped) }
      }
    >
      <Field
        label={words.name}
        placeholder={words.nameHint}
        max={20}
        value={form.name}
        wrong={sent.failure?.fields['name']}
        onChange={(name) => editing.change({ name })}
      />
      <Field
        label={words.about}
        placeholder={words.aboutHint}
        max={100}
        value={form.about}
        wrong={sent.failure?.fields['about']}
        onChange={(about) => editing.change({ about })}
      />
      {isWeapp && (
        <View className="field">
          <Button onTap={() => void place()}>{form.location ? words.placed : words.place}</Button>
        </View>
      )}
    </EditSheet>
  );
});

const Grids = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {(may) => <GridsPage code={at} may={may} />}
    </ForStaff>
  );
};

export default Grids;
