import { View } from '@tarojs/components';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Egg } from '../../kit/ui';
import type { Receipt } from '../store';
import { say } from '../words';
import './receipt.scss';

const { receipt: says } = say;

/** A day without an egg: why, and a person to turn to for whoever thinks otherwise. */
export const NotLaid = ({ receipt: { campaign, day, why, paused } }: { receipt: Receipt }) => {
  const reason = why ?? 'unread';
  const isYet = reason === 'ahead' || reason === 'today';
  return (
    <>
      <View className="receipt__head">
        <Egg state={reason === 'today' ? 'today' : 'missed'} size="large" />
        <View>
          <View className="receipt__title" {...a11y('heading')}>
            {reason === 'today' ? says.yetToday : isYet ? says.yet(day) : says.none(day)}
          </View>
          <View className="receipt__name">{campaign.name}</View>
        </View>
      </View>
      <View className="receipt__why">
        {says.why[reason]}
        {reason === 'paused' && paused !== null && <View>{says.pausedFor(paused)}</View>}
      </View>
      <View className="receipt__acts">
        {reason === 'today' && (
          <Button kind="main" onTap={() => go(routes.home)}>
            {say.read}
          </Button>
        )}
        {reason === 'homeless' && (
          <Button kind="main" onTap={() => go(routes.find)}>
            {say.find}
          </Button>
        )}
        {!isYet && (
          <Button onTap={() => go(routes.fileSaying(says.appealText(campaign.name, day, says.why[reason])))}>
            {says.appeal}
          </Button>
        )}
      </View>
      {!isYet && <View className="receipt__note receipt__note--below">{says.appealNote}</View>}
    </>
  );
};
