import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { Button, Empty, Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import type { NoticeStore } from '../store';
import { say } from '../words';
import './sheets.scss';

interface Props {
  onClose: () => void;
}

export const Definitions = ({ onClose }: Props) => (
  <Sheet title={say.figuresHow} onClose={onClose}>
    {say.definitions.map(([term, meaning]) => (
      <Row key={term} title={term} note={meaning} />
    ))}
  </Sheet>
);

export const Versions = observer(({ store, onClose }: Props & { store: NoticeStore }) => (
  <Sheet title={say.versionsTitle} onClose={onClose}>
    <Loads of={store.versions} retry={() => void store.loadVersions()}>
      {({ versions }) =>
        versions.length === 0 ? (
          <Empty title={say.versionsNone} />
        ) : (
          versions.map((one) => (
            <View key={one.version} className="version">
              <View className="version__meta">{say.version(one.version, words.moment(one.replacedAt))}</View>
              <View className="version__meta">{say.versionNote(one.note)}</View>
              <View className="version__title">{one.title}</View>
              <Text className="version__body">{one.body}</Text>
            </View>
          ))
        )
      }
    </Loads>
  </Sheet>
));

/** Outside WeChat a card is an address, to be pasted where the neighbours are. */
export const ShareLink = ({ path, onClose }: Props & { path: string }) => {
  const link = platform.linkTo(path);
  const copy = async () => platform.say((await platform.copy(link)) ? words.copied : words.copyFailed);
  return (
    <Sheet title={say.shareTitle} onClose={onClose}>
      <View className="share__note">{say.shareNote}</View>
      <Text className="share__link" userSelect>
        {link}
      </Text>
      <Button onTap={() => void copy()}>{say.shareCopy}</Button>
    </Sheet>
  );
};
