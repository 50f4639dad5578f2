import Taro from '@tarojs/taro';
import { back, replace } from '../kit/routes';

/** Back to the page this one was opened from; somebody who came here directly goes to `path`. */
export function returnTo(path: string): void {
  if (Taro.getCurrentPages().length > 1) back();
  else replace(path);
}
