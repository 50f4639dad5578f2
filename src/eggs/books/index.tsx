import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, fileUrl } from '../../kit/call';
import { campaignIn } from '../../kit/entry';
import { platform } from '../../kit/platform';
import { a11y, Card, Empty, Loads, Page, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { BadLink } from '../parts/BadLink';
import { Hash } from '../parts/Hash';
import { BooksStore, type Books } from '../store';
import { say } from '../words';
import './books.scss';

const { books: says } = say;

/** The closed days of a campaign, the newest first: for anybody, signed in or not. */
const BooksPage = observer(() => {
  const campaignId = campaignIn(useRouter().params);
  const [store] = useState(() => new BooksStore(call, campaignId));
  useEffect(() => {
    if (campaignId) void store.load();
  }, [store, campaignId]);
  usePullDownRefresh(() => {
    void Promise.resolve(campaignId && store.load()).finally(platform.stopPullDown);
  });
  return (
    <Page>
      {campaignId ? (
        <Loads of={store.books} retry={() => void store.load()}>
          {(books) => <Days books={books} />}
        </Loads>
      ) : (
        <BadLink />
      )}
    </Page>
  );
});

const Days = ({ books: { campaign, heads, next } }: { books: Books }) => {
  const copy = async () =>
    platform.say((await platform.copy(fileUrl(`/books/${campaign.id}`))) ? words.copied : words.copyFailed);
  return (
    <>
      <View className="books__title" {...a11y('heading')}>
        {says.title(campaign.name)}
      </View>
      <View className="books__what">{says.what}</View>
      {next && <View className="books__next">{says.next(next)}</View>}
      {heads.length === 0 && <Empty title={says.none}>{says.noneNote}</Empty>}
      {[...heads].reverse().map(({ day, entries, communities, hash }) => (
        <Card key={day}>
          <View className="books__day">{words.day(day)}</View>
          <View className="books__facts">{says.day(entries, communities)}</View>
          <Hash of={hash} day={day} />
        </Card>
      ))}
      <Card>
        <Row
          title={says.web}
          note={says.webNote}
          end={<View className="books__copy">{says.webCopy}</View>}
          onTap={() => void copy()}
        />
      </Card>
    </>
  );
};

export default BooksPage;
