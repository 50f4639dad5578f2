import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { a11y, Failed } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import type { WritingStore } from '../writing';

export const Pictures = observer(({ store }: { store: WritingStore }) => {
  const { pictures } = store.form;
  const room = limits.pictures - pictures.length;
  const add = async () => {
    if (!store.picture.busy) await store.addPictures(await platform.pickPictures(room));
  };
  return (
    <>
      <View className="pictures__label">{say.pictures(pictures.length, limits.pictures)}</View>
      <View className="pictures">
        {pictures.map((picture, i) => (
          <View key={picture.id}>
            <Image
              className="pictures__image"
              src={fileUrl(picture.url)}
              mode="aspectFill"
              {...a11y('img', words.article.picture(i + 1, pictures.length))}
            />
            <View
              className="pictures__remove"
              {...a11y('button', say.removePicture(i + 1))}
              onClick={() => store.change({ pictures: pictures.filter(({ id }) => id !== picture.id) })}
            >
              {say.removePicture(i + 1)}
            </View>
          </View>
        ))}
        {room > 0 && (
          <View
            className={`pictures__add ${store.picture.busy ? 'pictures__add--busy' : ''}`}
            {...a11y('button', say.addPicture)}
            onClick={() => void add()}
          >
            {say.addPicture}
          </View>
        )}
      </View>
      {store.picture.failure && <Failed failure={store.picture.failure} />}
    </>
  );
});
