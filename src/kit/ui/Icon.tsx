import { View } from '@tarojs/components';
import './icon.scss';

/** Each is drawn in icon.scss; one that is not there does not compile, and `tests/house.style.test.ts` holds the two together. */
export const icons = ['camera', 'down', 'elder', 'go', 'offline', 'phone', 'say', 'stop', 'trouble'] as const;
export type IconName = (typeof icons)[number];

/** A small drawing beside words, in their colour and size. It says nothing to a screen reader: the words beside it do. */
export const Icon = ({ name }: { name: IconName }) => <View className={`icon icon--${name}`} aria-hidden />;
