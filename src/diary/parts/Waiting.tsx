import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { a11y, Button, Failed } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Box, Noting } from '../noting';
import { say } from '../words';
import { Photos } from './Photos';

interface Props {
  box: Box;
  /** Whether there is a field to put one back into; there is none once a role has ended. */
  mayWrite: boolean;
  onDrop: (noting: Noting) => void;
}

/** What the cloud does not have yet: it lies on this phone, and is in sight. */
export const Waiting = observer(({ box, mayWrite, onDrop }: Props) => {
  if (box.waiting.length === 0) return null;
  const mayReopen = mayWrite && box.writing.isEmpty;
  const copy = async ({ form }: Noting) =>
    platform.say((await platform.copy(form.text.trim())) ? say.waiting.copied : words.copyFailed);
  const isRefused = box.waiting.every((one) => one.isRefused);
  return (
    <View className={`diary__waiting ${isRefused ? 'diary__waiting--refused' : ''}`} {...a11y('status')}>
      <View className="diary__waiting-title">{isRefused ? say.waiting.refused : say.waiting.title}</View>
      {!isRefused && <View className="diary__waiting-note">{say.waiting.note}</View>}
      {box.waiting.map((one) => (
        <View key={one.name} className="diary__waiting-one">
          <View className="diary__text">{one.form.text.trim()}</View>
          <Photos urls={one.shots.all.map(({ file, path }) => file?.url ?? path)} />
          {one.isRefused && one.sent.failure && <Failed failure={one.sent.failure} />}
          {one.sent.busy ? (
            <View className="diary__meta">{say.waiting.sending}</View>
          ) : (
            <View className="diary__acts">
              {one.isRefused && mayReopen && (
                <View className="diary__act">
                  <Button onTap={() => box.reopen(one)}>{say.waiting.edit}</Button>
                </View>
              )}
              {one.isRefused && !mayReopen && one.form.text.trim() !== '' && (
                <View className="diary__act">
                  <Button onTap={() => void copy(one)}>{say.waiting.copy}</Button>
                </View>
              )}
              <View className="diary__act">
                <Button onTap={() => onDrop(one)}>{say.drop.act}</Button>
              </View>
            </View>
          )}
        </View>
      ))}
    </View>
  );
});
