import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { Failure } from '../../kit/failure';
import { Article, Card, Choice, Egg, Empty, Failed, Icon, Page, Skeleton, Tag } from '../../kit/ui';
import { icons } from '../../kit/ui/Icon';
import { Pager } from '../../kit/ui/Pager';
import { Qr } from '../../kit/ui/Qr';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { Acting, Filling, Sheets } from '../parts/Live';
import { Part } from '../parts/Part';
import { say } from '../words';
import './index.scss';

const scales = { usual: 1, large: 1.25, largest: 1.6 };
type Scale = keyof typeof scales;
const sizes = Object.entries(scales) as [Scale, number][];

/** Every part that pages are made of, in each of its states. It is for those who build them, and only the demo leads here. */
const Gallery = observer(() => {
  // What WeChat itself is set to may be none of these.
  const scale = sizes.find(([, size]) => size === view.scale)?.[0] ?? null;
  return (
    <Page>
      <View className="gallery__intro">{say.intro}</View>
      <Choice<Scale>
        label={say.scale}
        options={Object.entries(say.scales) as [Scale, string][]}
        value={scale}
        onChange={(chosen) => view.setScale(scales[chosen])}
      />
      <Choice<'on' | 'off'>
        label={say.network}
        options={Object.entries(say.networks) as ['on' | 'off', string][]}
        value={view.online ? 'on' : 'off'}
        onChange={(chosen) => view.setOnline(chosen === 'on')}
      />
      <Part of="type">
        {(Object.keys(say.sizes) as (keyof typeof say.sizes)[]).map((size) => (
          <View key={size} className={`gallery__size--${size}`}>
            {say.sizes[size]}
          </View>
        ))}
      </Part>
      <Part of="colours">
        {(Object.keys(say.tones) as (keyof typeof say.tones)[]).map((tone) => (
          <View key={tone} className={`gallery__tone gallery__tone--${tone}`}>
            {say.tones[tone]}
          </View>
        ))}
      </Part>
      <Part of="icons">
        <View className="gallery__icons">
          {icons.map((name) => (
            <Icon key={name} name={name} />
          ))}
        </View>
      </Part>
      <Acting />
      <Part of="tags">
        <View>
          {(['slate', 'pine', 'red', 'yolk', 'soft'] as const).map((tone) => (
            <Tag key={tone} tone={tone}>
              {say.tones[tone]}
            </Tag>
          ))}
        </View>
        <View className="gallery__icons">
          {(['laid', 'missed', 'today', 'ahead'] as const).map((state) => (
            <Egg key={state} state={state} size="large" />
          ))}
        </View>
      </Part>
      <Filling />
      <Part of="loading">
        <Skeleton />
        <Empty title={say.empty}>{say.emptyNote}</Empty>
        <Failed failure={new Failure('offline', words.failed.offline)} onRetry={() => undefined} />
        <Failed failure={new Failure('refused', say.refused)} />
        <Failed failure={new Failure('refused', say.missing)} onRetry={() => undefined} />
      </Part>
      <Part of="article">
        <Article notice={notice} />
      </Part>
      <Sheets />
      <Part of="codes">
        <Card>
          <Qr text="https://example.org" label={say.parts.codes} />
        </Card>
      </Part>
      <Part of="pages">
        <Pager of={leafed} />
      </Part>
    </Page>
  );
});

const { article } = say;
const notice: Parameters<typeof Article>[0]['notice'] = {
  kind: 'notice',
  mustKnow: true,
  title: article.title,
  body: article.body,
  byline: article.byline,
  above: [article.district, article.street],
  place: { code: '230104009009', level: 'community', name: article.community },
  publishAt: '2026-10-02T23:30:00.000Z',
  correctedAt: '2026-10-03T01:00:00.000Z',
  phone: '0451-5555-0109',
  address: article.address,
  pictures: [],
};
const leafed = { hasEarlier: true, next: 'later', earlier: async () => undefined, later: async () => undefined };

export default Gallery;
