import { Image, View } from '@tarojs/components';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { pictured } from '../../kit/ui';
import { words } from '../../kit/words';

/** The photographs of a note; a touch shows one as large as the screen. */
export const Photos = ({ urls }: { urls: readonly string[] }) => {
  if (urls.length === 0) return null;
  const whole = urls.map(fileUrl);
  return (
    <View className="diary__photos">
      {whole.map((url, i) => (
        <Image
          key={url}
          className="diary__photo"
          src={url}
          mode="aspectFill"
          {...pictured(words.article.picture(i + 1, whole.length))}
          onClick={() => platform.showPicture(url, whole)}
        />
      ))}
    </View>
  );
};
