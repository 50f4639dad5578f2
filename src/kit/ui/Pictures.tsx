import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { fileUrl } from '../call';
import type { Loaded } from '../loaded';
import { platform } from '../platform';
import { words } from '../words';
import { a11y, pictured } from './a11y';
import { Failed } from './Notes';
import './pictures.scss';

interface Props {
  label: string;
  says: { add: string; remove: (n: number) => string };
  pictures: readonly { id: string; url: string }[];
  most: number;
  /** How the last one that was added fares on its way to the cloud. */
  sent: Loaded<unknown>;
  onAdd: (paths: string[]) => Promise<void>;
  onRemove: (id: string) => void;
}

/** Pictures that somebody adds to what they write, in the order in which they will stand. */
export const Pictures = observer(({ label, says, pictures, most, sent, onAdd, onRemove }: Props) => {
  const room = most - pictures.length;
  const add = async () => {
    if (!sent.busy) await onAdd(await platform.pickPictures(room));
  };
  return (
    <>
      <View className="pictures__label">{label}</View>
      <View className="pictures">
        {pictures.map((picture, i) => (
          <View key={picture.id}>
            <Image
              className="pictures__image"
              src={fileUrl(picture.url)}
              mode="aspectFill"
              {...pictured(words.article.picture(i + 1, pictures.length))}
            />
            <View
              className="pictures__remove"
              {...a11y('button', says.remove(i + 1))}
              onClick={() => onRemove(picture.id)}
            >
              {says.remove(i + 1)}
            </View>
          </View>
        ))}
        {room > 0 && (
          <View
            className={`pictures__add ${sent.busy ? 'pictures__add--busy' : ''}`}
            {...a11y('button', says.add)}
            onClick={() => void add()}
          >
            {says.add}
          </View>
        )}
      </View>
      {sent.failure && <Failed failure={sent.failure} />}
    </>
  );
});
