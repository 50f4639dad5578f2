import { Image, View } from '@tarojs/components';
import type { Picture } from '../../../types/notices';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { pictured } from '../../kit/ui';
import { words } from '../../kit/words';
import './shown.scss';

/** Photographs that belong to what was said; each opens large. */
export const Shown = ({ pictures }: { pictures: readonly Pick<Picture, 'id' | 'url'>[] }) => {
  if (pictures.length === 0) return null;
  const urls = pictures.map(({ url }) => fileUrl(url));
  return (
    <View className="shown">
      {pictures.map(({ id }, i) => (
        <Image
          key={id}
          className="shown__one"
          src={urls[i] ?? ''}
          mode="aspectFill"
          lazyLoad
          {...pictured(words.article.picture(i + 1, urls.length))}
          onClick={() => platform.showPicture(urls[i] ?? '', urls)}
        />
      ))}
    </View>
  );
};
