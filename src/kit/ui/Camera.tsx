import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { fileUrl } from '../call';
import { platform } from '../platform';
import type { Shots } from '../shots';
import { words } from '../words';
import { a11y, pictured } from './a11y';
import { Icon } from './Icon';
import './camera.scss';

const say = words.photos;

/** Photographs, before anything is written: one large place to touch, then those that were taken. */
export const Camera = observer(({ shots, size }: { shots: Shots; size?: 'large' | 'small' }) => {
  const { all } = shots;
  const room = limits.reportPictures - all.length;
  const add = async () => shots.add((await platform.pickPictures(room)).slice(0, room));
  if (all.length === 0 && size !== 'small')
    return (
      <View
        className={`camera__first ${size === 'large' ? 'camera__first--large' : ''}`}
        {...a11y('button')}
        onClick={() => void add()}
      >
        <View className="camera__drawing">
          <Icon name="camera" />
        </View>
        <View className="camera__says">{say.camera}</View>
        <View className="camera__note">{shots.hasLost ? say.lost : say.note}</View>
      </View>
    );
  const more = all.length > 0 ? say.more : say.take;
  const urls = all.map(({ file, path }) => (file ? fileUrl(file.url) : path));
  return (
    <View className="camera">
      {all.map(({ key }, i) => (
        <View key={key}>
          <Image
            className="camera__image"
            src={urls[i] ?? ''}
            mode="aspectFill"
            {...pictured(words.article.picture(i + 1, all.length))}
            onClick={() => platform.showPicture(urls[i] ?? '', urls)}
          />
          <View className="camera__remove" {...a11y('button', say.remove(i + 1))} onClick={() => shots.remove(key)}>
            {say.remove(i + 1)}
          </View>
        </View>
      ))}
      {room > 0 && (
        <View className="camera__more" {...a11y('button')} onClick={() => void add()}>
          {more}
        </View>
      )}
    </View>
  );
});
