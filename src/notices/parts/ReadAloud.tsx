import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Button, Icon } from '../../kit/ui';
import type { Aloud } from '../aloud';
import { say } from '../words';
import './readaloud.scss';

/** For somebody who would rather listen. Where the phone cannot read aloud, nothing is offered. */
export const ReadAloud = observer(({ aloud, text }: { aloud: Aloud; text: string }) => {
  const { isOffered, speaking, failed } = aloud;
  if (!isOffered) return null;
  return (
    <View className="readaloud">
      {failed && (
        <View className="readaloud__failed" {...a11y('alert')}>
          {say.aloud.failed}
        </View>
      )}
      <Button onTap={() => (speaking ? aloud.stop() : void aloud.start(text))}>
        <Icon name={speaking ? 'stop' : 'say'} />
        <Text>{speaking ? say.aloud.stop : say.aloud.start}</Text>
      </Button>
    </View>
  );
});
