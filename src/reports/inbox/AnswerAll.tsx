import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import { Templates, withTemplate } from '../staff/Templates';
import type { Answering } from './answering';
import type { InboxStore } from './store';
import { say } from './words';
import '../staff/actsheet.scss';

const { picking: words } = say;

/** One answer to many. */
export const AnswerAll = observer(({ store, answering }: { store: InboxStore; answering: Answering }) => {
  const { text, sent, picked, here } = answering;
  const count = picked.size;
  const { failure } = sent;
  const isEmpty = !text.trim();
  const send = async () => {
    const done = await store.send();
    if (done) platform.say(words.done(done.replied, done.skipped));
  };
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      <Button kind="main" busy={sent.busy} disabled={isEmpty} onTap={() => void send()}>
        {isEmpty ? words.needText : words.send(count)}
      </Button>
    </>
  );
  return (
    <Sheet title={words.title(count)} foot={foot} onClose={() => answering.close()}>
      <View className="actsheet">
        <View className="actsheet__note">{words.note}</View>
        <Field
          long
          label={words.label}
          placeholder={words.hint}
          max={limits.reportWords}
          value={text}
          wrong={failure?.fields['text']}
          onChange={(typed) => answering.type(typed)}
        />
        {here && <Templates here={here} onTake={(one) => answering.type(withTemplate(text, one))} />}
      </View>
    </Sheet>
  );
});
