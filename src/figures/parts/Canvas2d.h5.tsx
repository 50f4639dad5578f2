import { useEffect, useRef } from 'react';
import type { Canvas2dProps } from './drawing';

/** Something to draw on: a browser's own, because Taro's stand-in for it wipes what was drawn whenever it is rendered again. */
export const Canvas2d = ({ id, className, label, onReady }: Canvas2dProps) => {
  const here = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = here.current;
    if (canvas) onReady({ canvas, width: canvas.clientWidth, height: canvas.clientHeight });
  }, [onReady]);
  return <canvas id={id} ref={here} className={className} role="img" aria-label={label} />;
};
