import { Canvas } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { a11y } from '../../kit/ui';
import type { Canvas2dProps, Drawable } from './drawing';

/** Something to draw on, on weapp: found by its name once it is on the screen. `Canvas2d.h5.tsx` is a browser's. */
export const Canvas2d = ({ id, className, label, onReady }: Canvas2dProps) => {
  useEffect(() => {
    let isHere = true;
    Taro.nextTick(() =>
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .fields({ node: true, size: true })
        .exec(([found]: [{ node: Drawable['canvas'] | null; width: number; height: number } | null]) => {
          if (isHere) onReady(found?.node ? { canvas: found.node, width: found.width, height: found.height } : null);
        }),
    );
    return () => {
      isHere = false;
    };
  }, [id, onReady]);
  return <Canvas id={id} type="2d" className={className} {...a11y('img', label)} />;
};
