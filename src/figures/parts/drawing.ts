import UCharts from '@qiun/ucharts/u-charts.min.js';
import { scaleOf, type Drawn } from '../reading';
import type { Palette } from './palette';

/** A canvas as both platforms have it, and its size on the page. */
export interface Drawable {
  canvas: { width: number; height: number; getContext(kind: '2d'): CanvasRenderingContext2D | null };
  width: number;
  height: number;
}

export interface Canvas2dProps {
  /** Unique on its page. */
  id: string;
  className: string;
  /** The same in words: nobody hears a drawing. */
  label: string;
  /** Null where there is nothing to draw on. */
  onReady: (drawable: Drawable | null) => void;
}

export interface Look {
  palette: Palette;
  /** Pixels of the screen for one of the page. */
  ratio: number;
  /** The size of the smallest text. */
  text: number;
}

/** Makes it as fine as the screen. Null where there is no way to draw. */
export function contextOf({ canvas, width, height }: Drawable, ratio: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  if (!context) return null;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  return context;
}

/** Draws a chart into a box whose corner is where the context begins. Resolves when it stands. */
export function drawChart(
  context: CanvasRenderingContext2D,
  { width, height }: { width: number; height: number },
  drawn: Drawn,
  { palette, ratio, text }: Look,
): Promise<void> {
  const { top, steps } = scaleOf(drawn);
  const { kind, series, ticks } = drawn;
  const columnWidth = Math.max(2, Math.min(18, (width / ticks.length) * 0.5));
  return new Promise((done) => {
    const chart = new UCharts({
      type: kind === 'lines' ? 'line' : 'column',
      context,
      width: width * ratio,
      height: height * ratio,
      pixelRatio: ratio,
      animation: false,
      background: palette.card,
      color: kind === 'parts' ? [palette.soft, palette.pine] : [palette.slate, palette.soft],
      fontSize: text,
      fontColor: palette.soft,
      padding: [text * 0.7, text * 1.6, 4, 2],
      categories: ticks,
      series: series.map(({ name, values }, i) => ({
        name,
        data: values,
        pointShape: 'circle',
        // A day with nothing to measure does not end the line.
        connectNulls: true,
        // Told apart by more than their colour.
        ...(i > 0 && kind === 'lines' && { lineType: 'dash', dashLength: 4 }),
      })),
      dataLabel: false,
      dataPointShape: kind === 'lines',
      dataPointShapeType: 'hollow',
      legend: { show: false },
      xAxis: {
        disableGrid: true,
        axisLineColor: palette.soft,
        fontColor: palette.soft,
        fontSize: text,
        lineHeight: text * 1.6,
        marginTop: 2,
      },
      yAxis: {
        splitNumber: steps,
        gridType: 'dash',
        dashLength: 2,
        gridColor: palette.rule,
        padding: 4,
        data: [{ min: 0, max: top, axisLine: false, fontColor: palette.soft, fontSize: text, tofix: 0 }],
      },
      extra: {
        column: {
          type: kind === 'parts' ? 'meter' : 'group',
          width: columnWidth,
          meterBorder: 1,
          meterFillColor: palette.card,
        },
        line: { type: 'straight', width: 2 },
      },
    });
    chart.addEventListener('renderComplete', done);
  });
}
