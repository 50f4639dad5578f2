import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { isWeapp, platform } from '../../kit/platform';
import { Button, Card, Failed, Row } from '../../kit/ui';
import type { MineStore } from '../mine';
import { say } from '../words';

const { phone: words } = say;

/** My phone number: given by WeChat's own button, shown covered, and deleted when I say so. */
export const Phone = observer(({ store, phone }: { store: MineStore; phone: string | null }) => {
  const { busy, failure } = store.phoned;
  const give = async ({ code }: { code?: string }) => {
    if (!code) platform.say(words.refused);
    else if (await store.givePhone(code)) platform.say(words.given);
  };
  const drop = async () => {
    if (await store.dropPhone()) platform.say(words.dropped);
  };
  return (
    <Card>
      <Row title={words.title} end={phone ?? words.none} />
      <View className="mydata__note">{phone ? words.kept : isWeapp ? words.why : words.onlyWechat}</View>
      {failure && <Failed failure={failure} />}
      <View className="mydata__acts">
        {isWeapp && (
          <Button
            busy={busy}
            native={{ openType: 'getPhoneNumber', onGetPhoneNumber: ({ detail }) => void give(detail) }}
          >
            {phone ? words.change : words.give}
          </Button>
        )}
        {phone && (
          <Button busy={busy} onTap={() => void drop()}>
            {words.drop}
          </Button>
        )}
      </View>
    </Card>
  );
});
