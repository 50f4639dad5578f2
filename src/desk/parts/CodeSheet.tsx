import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { Button, Choice, Failed, pictured, Sheet, Skeleton } from '../../kit/ui';
import { words } from '../../kit/words';
import { CodeStore, type Asks } from '../codes';
import { say } from '../words';
import './sheets.scss';

/** A code to be printed: where it will hang, then the picture and how to print it. */
export const CodeSheet = observer(({ asks, title, onClose }: { asks: Asks; title: string; onClose: () => void }) => {
  const [store] = useState(() => new CodeStore(asks));
  const { at, code, places } = store;
  const { failure } = code;
  return (
    <Sheet title={title} onClose={onClose}>
      <Choice
        label={say.code.where}
        options={places.map((place) => [place, say.code.places[place]] as const)}
        value={at}
        onChange={(place) => void store.choose(place)}
      />
      {at && code.value && <Code url={fileUrl(code.value.url)} how={say.code.how[at]} />}
      {code.busy && !code.value && <Skeleton title={false} />}
      {failure && <Failed failure={failure} />}
      {failure?.refusal === 'wechat.off' && <View className="desksheet__note">{say.code.off}</View>}
      {at && failure && failure.refusal !== 'wechat.off' && (
        <Button onTap={() => void store.choose(at)}>{words.failed.retry}</Button>
      )}
    </Sheet>
  );
});

const Code = ({ url, how }: { url: string; how: string }) => {
  const show = () => platform.showPicture(url, [url]);
  return (
    <View className="code">
      <View className="code__paper">
        <Image
          className="code__picture"
          src={url}
          mode="aspectFit"
          showMenuByLongpress
          {...pictured(say.code.picture)}
          onClick={show}
        />
      </View>
      <View className="desksheet__note">{how}</View>
      <Button onTap={show}>{say.code.larger}</Button>
    </View>
  );
};
