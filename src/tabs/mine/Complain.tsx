import { Button, View } from '@tarojs/components';
import { Card, Icon } from '../../kit/ui';
import { say } from '../words';

const { me: mine } = say;

/** A row that is WeChat's own button: what is written there reaches whoever runs this mini-program, and WeChat keeps it. */
export const Complain = () => (
  <Card>
    <Button className="complain" openType="feedback" aria-label={mine.complain}>
      <View className="row__text">
        <View className="row__title">{mine.complain}</View>
        <View className="row__note">{mine.complainNote}</View>
      </View>
      <Icon name="go" />
    </Button>
  </Card>
);
