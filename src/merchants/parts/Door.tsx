import { Image } from '@tarojs/components';
import type { Merchant } from '../../../types/shops';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { pictured } from '../../kit/ui';
import { say } from '../words';
import './door.scss';

/** The shop's door as a photograph, which tells its sticker from a copy on another one. */
export const Door = ({ shop }: { shop: Pick<Merchant, 'name' | 'door'> }) => {
  if (!shop.door) return null;
  const url = fileUrl(shop.door.url);
  return (
    <Image
      className="door"
      src={url}
      mode="aspectFill"
      {...pictured(say.door(shop.name))}
      onClick={() => platform.showPicture(url, [url])}
    />
  );
};
