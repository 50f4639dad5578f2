import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { platform } from './kit/platform';
import { privacy } from './kit/privacy';
import { session } from './kit/session';
import { view } from './kit/view';
import { words } from './kit/words';
import './app.scss';

export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    view.start();
    platform.onPageMissed(() => platform.say(words.failed.offline));
    platform.pressByKey();
    privacy.start();
    void session.start();
  });
  return children;
}
