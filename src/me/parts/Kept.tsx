import { View } from '@tarojs/components';
import { Fragment } from 'react';
import { go, routes } from '../../kit/routes';
import { Card, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Mine } from '../mine';
import { say } from '../words';

const { data } = say;
/** So many of a list are shown; the rest is in the copy. */
const SHOWN = 3;

interface ListProps<T> {
  title: string;
  of: readonly T[];
  line: (one: T) => [title: string, end: string];
}

const List = <T,>({ title, of, line }: ListProps<T>) => (
  <Card>
    <Row
      title={<View className="mydata__head">{title}</View>}
      end={of.length > 0 ? data.items(of.length) : data.none}
    />
    {of.slice(0, SHOWN).map((one, i) => {
      const [note, end] = line(one);
      return (
        <Fragment key={i}>
          <Row title={note} end={end} />
        </Fragment>
      );
    })}
    {of.length > SHOWN && <Row title="" note={data.more(of.length - SHOWN)} />}
  </Card>
);

/** What is kept about me, list by list. */
export const Kept = ({ mine }: { mine: Mine }) => {
  const roles = mine.roles.map(({ role, place }) => `${place.name} ${words.roles[role]}`);
  return (
    <>
      <Card>
        <Row title={data.id} end={mine.id} />
        <Row title={data.since} end={words.moment(mine.since)} />
        <Row title={data.home} end={mine.home?.name ?? data.noHome} />
        {roles.length > 0 && <Row title={data.roles} note={roles.join('，')} />}
        <Row title={data.wechat} end={mine.wechat ? data.yes : data.no} />
        <Row title={data.opens} end={data.times(mine.opens)} />
        {mine.door ? (
          <Row
            title={data.door}
            note={<View className="mydata__line">{words.facts(mine.door.place.name, words.door(mine.door))}</View>}
            end={data.doorStates[mine.door.state]}
          />
        ) : (
          <Row title={data.door} end={data.noDoor} />
        )}
        <Row title={data.pictures} end={data.sheets(mine.pictures)} />
        {mine.notes > 0 && <Row title={data.notes} end={data.items(mine.notes)} onTap={() => go(routes.diary)} />}
      </Card>
      <List title={data.reads} of={mine.reads} line={({ title, at }) => [title, words.moment(at)]} />
      <List title={data.eggs} of={mine.eggs} line={({ campaign, day }) => [campaign, words.day(day)]} />
      <List
        title={data.handed}
        of={mine.handed}
        line={({ campaign, count, at }) => [data.handedOf(campaign, count), words.moment(at)]}
      />
      <List
        title={data.proxies}
        of={mine.proxies}
        line={({ campaign, forMe }) => [campaign, data.proxyOf[forMe ? 'mine' : 'others']]}
      />
      <List title={data.cards} of={mine.cards} line={({ title, at }) => [title, words.moment(at)]} />
      <List
        title={data.groups}
        of={mine.groups}
        line={({ noticeId, at }) => [data.group(noticeId), words.moment(at)]}
      />
      <List title={data.shops} of={mine.shops} line={({ name }) => [name, '']} />
      <List
        title={data.coupons}
        of={mine.coupons}
        line={({ title, merchant, at, redeemedAt }) => [
          words.facts(title, merchant),
          redeemedAt ? data.used(words.moment(redeemedAt)) : words.moment(at),
        ]}
      />
      <List title={data.helpful} of={mine.helpful} line={({ name }) => [name, '']} />
      <List title={data.said} of={mine.words} line={({ words: said, at }) => [said, words.moment(at)]} />
      <List title={data.reports} of={mine.reports} line={({ text, at }) => [text, words.moment(at)]} />
      <List title={data.threads} of={mine.said} line={({ text, at }) => [text, words.moment(at)]} />
      <List
        title={data.follows}
        of={mine.follows}
        line={({ reportId, at }) => [data.report(reportId), words.moment(at)]}
      />
      <List
        title={data.posts}
        of={mine.posts}
        line={({ place, called, grids }) => [words.facts(place.name, called ?? '', ...grids), '']}
      />
      <List title={data.acknowledged} of={mine.acknowledged} line={({ title, at }) => [title, words.moment(at)]} />
      <List
        title={data.messages}
        of={mine.messages}
        line={({ template, at }) => [say.templates[template], words.moment(at)]}
      />
      <List
        title={data.consents}
        of={mine.consents.filter(({ left }) => left > 0)}
        line={({ template, left }) => [say.templates[template], data.times(left)]}
      />
    </>
  );
};
