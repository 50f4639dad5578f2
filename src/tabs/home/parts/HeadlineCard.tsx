import { Image, Text, View } from '@tarojs/components';
import type { Headline } from '../../../../types/notices';
import { fileUrl } from '../../../kit/call';
import { go, routes } from '../../../kit/routes';
import { Card, KindTag, pictured, Tag } from '../../../kit/ui';
import { words } from '../../../kit/words';
import { say } from '../../words';
import './headline.scss';

export const HeadlineCard = ({ headline }: { headline: Headline }) => (
  <Card tone={headline.pinned || headline.mustKnow ? 'red' : 'paper'} onTap={() => go(routes.notice(headline.id))}>
    <View>
      {headline.pinned && <Tag tone="red">{say.pinned}</Tag>}
      {headline.mustKnow && <Tag tone="red">{words.mustKnow}</Tag>}
      <KindTag kind={headline.kind} />
    </View>
    <View className="headline">
      <View className="headline__text">
        <View className="headline__title">{headline.title}</View>
        <View className="headline__excerpt">{headline.excerpt}</View>
      </View>
      {headline.picture && (
        <Image
          className="headline__picture"
          src={fileUrl(headline.picture.url)}
          mode="aspectFill"
          lazyLoad
          {...pictured('')}
        />
      )}
    </View>
    <View className="headline__meta">
      <Text className="headline__facts">
        {words.facts(headline.place.name, headline.byline, headline.publishAt && words.moment(headline.publishAt))}
      </Text>
      <Text className="headline__readers">{words.readers(headline.readers)}</Text>
    </View>
  </Card>
);
