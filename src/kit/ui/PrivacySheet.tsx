import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { AGREE_BUTTON, privacy } from '../privacy';
import { wechat } from '../wechat';
import { words } from '../words';
import { Button } from './Button';
import { Row } from './Card';
import { Sheet } from './Sheet';
import './privacy.scss';

const { privacy: say } = words;
const why: Partial<Record<string, string>> = say.why;

/** What is needed now and why, before it is used for the first time. Closing it says no, and no costs nothing. */
export const PrivacySheet = observer(() => (
  <Sheet
    title={say.title}
    foot={
      <>
        <Button
          kind="main"
          native={{
            id: AGREE_BUTTON,
            openType: 'agreePrivacyAuthorization',
            onAgreePrivacyAuthorization: () => privacy.agree(),
          }}
        >
          {say.agree}
        </Button>
        <Button onTap={() => privacy.refuse()}>{say.later}</Button>
      </>
    }
    onClose={() => privacy.refuse()}
  >
    <View className="privacy__why">{why[privacy.asked ?? ''] ?? say.other}</View>
    <View className="privacy__note">{say.note}</View>
    <Row title={say.contract} onTap={() => wechat.openPrivacyContract()} />
  </Sheet>
));
