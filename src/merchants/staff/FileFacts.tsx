import { Image, View } from '@tarojs/components';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { a11y, Card, pictured, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { MerchantFile } from '../../../types/shops';
import { StateTag } from '../parts/StateTag';
import { say as shop } from '../words';
import { Shots } from './Shots';
import { say } from './words';

/** Which shop it is, and how it stands. */
export const FileHead = ({ file: { merchant, doubtful } }: { file: MerchantFile }) => {
  const { name, state, reason, place, category, address } = merchant;
  const { facts } = say;
  return (
    <>
      <View className="file__head">
        <View className="file__name" {...a11y('heading')}>
          {name}
        </View>
        <StateTag state={state} />
      </View>
      <View className="file__meta">{words.facts(shop.categories[category], place.name)}</View>
      <View className="file__meta">{address}</View>
      {reason && <View className="file__reason">{facts.reason(reason)}</View>}
      {doubtful && <View className="file__reason">{facts.doubtful}</View>}
    </>
  );
};

/** What the shop says of itself. */
export const FileFacts = ({ file: { merchant, documents, kept } }: { file: MerchantFile }) => {
  const { name, door, phone, hours, about, helpful } = merchant;
  const { facts } = say;
  const picture = door && fileUrl(door.url);
  return (
    <>
      {picture && (
        <Image
          className="file__door"
          src={picture}
          mode="aspectFill"
          {...pictured(shop.door(name))}
          onClick={() => platform.showPicture(picture, [picture])}
        />
      )}
      {about && <View className="file__about">{about}</View>}
      <Card>
        {phone && (
          <Row
            title={facts.phone}
            end={<View className="file__phone">{phone}</View>}
            onTap={() => platform.phone(phone)}
          />
        )}
        {hours && <Row title={facts.hours} end={hours} />}
        <Row title={facts.keeper} end={kept ? facts.kept : facts.notKept} />
        <Row title={facts.helpful} end={facts.people(helpful)} />
        <Row title={say.documents} note={documents.length > 0 ? <Shots of={documents} /> : say.noDocuments} />
      </Card>
    </>
  );
};
