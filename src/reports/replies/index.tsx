import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { Button, Card, Empty, Field, Loads, Page, Row } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { ForStaff } from '../../kit/ui/ForStaff';
import { say } from '../settings/words';
import { RepliesStore } from './store';

const { reply: words } = say;

const RepliesPage = observer(({ code }: { code: string }) => {
  const [store] = useState(() => new RepliesStore(call, keep, code));
  useEffect(() => void store.load(), [store]);
  const { list, isFull } = store;
  const foot = list.value && (
    <Button kind="main" disabled={isFull} onTap={() => store.open(null)}>
      {isFull ? words.full : words.add}
    </Button>
  );
  return (
    <Page foot={foot}>
      <View className="editsheet__note">{words.note}</View>
      <Loads of={list} retry={() => void store.load()}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNote}</Empty>
          ) : (
            <Card>
              {all.map((text) => (
                <Row key={text} title={text} onTap={() => store.open(text)} />
              ))}
            </Card>
          )
        }
      </Loads>
      {store.editing.draft && <ReplySheet store={store} />}
    </Page>
  );
});

const ReplySheet = observer(({ store }: { store: RepliesStore }) => {
  const { editing, isNew, lack } = store;
  const { form, sent } = editing;
  const send = async (act: () => Promise<boolean>, done: string) => {
    if (await act()) platform.say(done);
  };
  return (
    <EditSheet
      title={isNew ? words.title : words.change}
      sent={sent}
      lack={lack}
      onSend={() => void send(() => store.save(), say.saved)}
      onClose={() => editing.close()}
      drop={
        isNew
          ? null
          : { label: words.drop, sure: words.sure, onDrop: () => void send(() => store.drop(), words.dropped) }
      }
    >
      <Field
        long
        label={words.label}
        placeholder={words.hint}
        max={200}
        value={form.text}
        onChange={(text) => editing.change({ text })}
      />
    </EditSheet>
  );
});

const Replies = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {() => <RepliesPage code={at} />}
    </ForStaff>
  );
};

export default Replies;
