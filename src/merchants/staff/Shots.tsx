import { Image, View } from '@tarojs/components';
import type { Picture } from '../../../types/notices';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { pictured } from '../../kit/ui';
import { words } from '../../kit/words';

/** Pictures to be looked at one by one. */
export const Shots = ({ of }: { of: readonly Picture[] }) => {
  const urls = of.map(({ url }) => fileUrl(url));
  return (
    <View className="shots">
      {urls.map((url, i) => (
        <Image
          key={url}
          className="shots__one"
          src={url}
          mode="aspectFill"
          lazyLoad
          {...pictured(words.article.picture(i + 1, urls.length))}
          onClick={() => platform.showPicture(url, urls)}
        />
      ))}
    </View>
  );
};
