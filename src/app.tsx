import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { platform } from './kit/platform';
import { privacy } from './kit/privacy';
import { routes } from './kit/routes';
import { session } from './kit/session';
import { view } from './kit/view';
import { words } from './kit/words';
import './app.scss';

export default function App({ children }: { children: ReactNode }) {
  useLaunch(({ path = '' }) => {
    view.start();
    platform.onPageMissed(() => platform.say(words.failed.offline));
    platform.pressByKey();
    platform.keepPageBelow();
    privacy.start();
    // Whoever taps a card waits for its words: the page asks for these first, and then who is here.
    if (path.replace(/^\/?/, '/') !== routes.noticePage) void session.start();
  });
  return children;
}
