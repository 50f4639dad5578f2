import { Image, Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Notice } from '../../../types/notices';
import { fileUrl } from '../call';
import { platform } from '../platform';
import { words } from '../words';
import { a11y, pictured } from './a11y';
import { Icon } from './Icon';
import { KindTag } from './KindTag';
import { Tag } from './Tag';
import './article.scss';

type Shown = Pick<
  Notice,
  | 'kind'
  | 'mustKnow'
  | 'title'
  | 'body'
  | 'byline'
  | 'above'
  | 'place'
  | 'publishAt'
  | 'correctedAt'
  | 'phone'
  | 'address'
> & { pictures: readonly { id: string; url: string }[] };

interface Props {
  notice: Shown;
  /** The figures, where the notice has some. */
  figures?: ReactNode;
  /** The telephone is at the thumb: here its number is only to be read. */
  phoned?: boolean;
  /** What stands in for the text, such as why it was withdrawn. */
  instead?: ReactNode;
}

/** A notice as a reader sees it: what it is, who says so and when, the thing itself, how to reach a person. */
export const Article = ({ notice, figures, phoned = false, instead }: Props) => {
  const urls = notice.pictures.map((picture) => fileUrl(picture.url));
  return (
    <View className="article">
      <View>
        {notice.mustKnow && <Tag tone="red">{words.mustKnow}</Tag>}
        <KindTag kind={notice.kind} />
      </View>
      <View className="article__title" {...a11y('heading')}>
        {notice.title}
      </View>
      <View className="article__meta">
        <View>{words.where(notice)}</View>
        <View>{words.facts(words.article.by(notice.byline), notice.publishAt && words.moment(notice.publishAt))}</View>
        {notice.correctedAt && <View>{words.article.corrected(words.moment(notice.correctedAt))}</View>}
        {figures}
      </View>
      {instead ?? (
        <View className="article__body">
          {notice.body.split(/\n\s*\n/).map((paragraph, i) => (
            <View key={i} className="article__paragraph">
              <Text userSelect>{paragraph}</Text>
            </View>
          ))}
          {urls.map((url, i) => (
            <Image
              key={url}
              className="article__picture"
              src={url}
              mode="widthFix"
              lazyLoad
              {...pictured(words.article.picture(i + 1, urls.length))}
              onClick={() => platform.showPicture(url, urls)}
            />
          ))}
        </View>
      )}
      {(notice.phone ?? notice.address) && <Contact phone={notice.phone} address={notice.address} phoned={phoned} />}
    </View>
  );
};

const Contact = ({ phone, address, phoned }: Pick<Notice, 'phone' | 'address'> & { phoned: boolean }) => (
  <View className="contact">
    <View className="contact__text">
      <View className="contact__name">{address ?? words.article.contact}</View>
      {phone && <View className="contact__number">{phone}</View>}
    </View>
    {phone && !phoned && (
      <View
        className="contact__call"
        {...a11y('button', words.article.phoneTo(phone))}
        onClick={() => platform.phone(phone)}
      >
        <Icon name="phone" />
        {words.article.phone}
      </View>
    )}
  </View>
);
