import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { session } from './kit/session';
import { view } from './kit/view';
import './app.scss';

export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    view.start();
    void session.start();
  });
  return children;
}
