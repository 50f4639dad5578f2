import { Text } from '@tarojs/components';
import { platform } from '../platform';
import { words } from '../words';
import { Button } from './Button';
import { Icon } from './Icon';

/** The way by telephone, for whoever would rather speak to somebody. */
export const CallPlace = ({ phone, kind = 'plain' }: { phone: string | null | undefined; kind?: 'main' | 'plain' }) =>
  phone ? (
    <Button kind={kind} onTap={() => platform.phone(phone)}>
      <Icon name="phone" />
      <Text>{words.callPlace}</Text>
    </Button>
  ) : null;
