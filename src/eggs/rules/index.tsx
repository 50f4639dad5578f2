import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState, type ReactNode } from 'react';
import type { Campaign } from '../../../types/eggs';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Loads, Page, Row, SignIn, WithMe } from '../../kit/ui';
import { PickUps } from '../parts/PickUps';
import { RulesStore, type Calendar } from '../store';
import { say as eggs } from '../words';
import { say } from './words';
import './index.scss';

/** All that holds in a campaign, in one place. */
const Rules = observer(
  ({ store, calendar, campaign }: { store: RulesStore; calendar: Calendar; campaign: Campaign }) => {
    const { here, today } = calendar;
    return (
      <>
        <View className="rules__name" {...a11y('heading')}>
          {campaign.name}
        </View>
        <Section title={say.laid}>
          {say.laidRules(campaign.firstDay, campaign.lastDay, campaign.cap).map((rule) => (
            <Row key={rule} title={rule} />
          ))}
          {here && <Row title={say.stock(here.community, here.stock, here.laid)} />}
          {here && here.paused !== null && <Row title={say.paused(here.paused)} />}
        </Section>
        <Section title={say.pickUp}>
          {say.pickUpRules.map((rule) => (
            <Row key={rule} title={rule} />
          ))}
          <Row title={eggs.howToPickUp} note={eggs.howToPickUpNote} onTap={() => go(routes.pickUp(campaign.id))} />
        </Section>
        <View className="rules__section" {...a11y('heading')}>
          {say.when}
        </View>
        <PickUps campaign={campaign} code={session.me?.home?.code ?? null} today={today} />
        <Section title={say.fair}>
          {say.fairRules.map((rule) => (
            <Row key={rule} title={rule} />
          ))}
          <Row title={eggs.receipt.books} note={eggs.receipt.toBooksNote} onTap={() => go(routes.books(campaign.id))} />
        </Section>
        <View className="rules__section" {...a11y('heading')}>
          {say.corrections}
        </View>
        <Loads of={store.corrections} retry={() => void store.load()}>
          {(corrections) => (
            <Card>
              {corrections.length === 0 && <Row title={say.noCorrections} />}
              {corrections.map(({ id, community, kind, day, reason, decidedAt }) => (
                <Row
                  key={id}
                  title={reason}
                  note={say.corrected(community.name, day, say.correction[kind])}
                  {...(decidedAt !== null && { end: say.decided(decidedAt) })}
                />
              ))}
            </Card>
          )}
        </Loads>
      </>
    );
  },
);

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    <View className="rules__section" {...a11y('heading')}>
      {title}
    </View>
    <Card>{children}</Card>
  </>
);

const RulesPage = observer(() => {
  const [store] = useState(() => new RulesStore(call));
  const { epoch } = session;
  const isSomebody = session.person !== null;
  useEffect(() => {
    if (isSomebody) void store.load();
  }, [store, epoch, isSomebody]);
  usePullDownRefresh(() => {
    void Promise.resolve(isSomebody && store.load()).finally(platform.stopPullDown);
  });
  return (
    <Page>
      <WithMe>
        {() =>
          isSomebody ? (
            <Loads of={store.calendar} retry={() => void store.load()}>
              {(calendar) =>
                calendar.campaign ? (
                  <Rules store={store} calendar={calendar} campaign={calendar.campaign} />
                ) : (
                  <>
                    <Empty title={say.none}>{say.noneNote}</Empty>
                    <Button onTap={() => go(routes.home)}>{say.toHome}</Button>
                  </>
                )
              }
            </Loads>
          ) : (
            <>
              <Empty title={say.anonymous}>{say.anonymousNote}</Empty>
              <SignIn kind="main" />
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default RulesPage;
