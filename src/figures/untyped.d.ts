/** What we use of the chart library, which comes without types. It draws on a context and tells when it is done. */
declare module '@qiun/ucharts/u-charts.min.js' {
  interface Options {
    type: 'column' | 'line';
    context: CanvasRenderingContext2D;
    /** In pixels of the canvas, which are `pixelRatio` times those of the page. */
    width: number;
    height: number;
    pixelRatio: number;
    animation: boolean;
    background: string;
    color: string[];
    fontSize: number;
    fontColor: string;
    padding: [number, number, number, number];
    categories: string[];
    series: { name: string; data: (number | null)[]; pointShape: 'circle'; lineType?: 'dash'; dashLength?: number }[];
    dataLabel: boolean;
    dataPointShape: boolean;
    dataPointShapeType: 'hollow';
    legend: { show: boolean };
    xAxis: {
      disableGrid: true;
      axisLineColor: string;
      fontColor: string;
      fontSize: number;
      lineHeight: number;
      marginTop: number;
    };
    yAxis: {
      splitNumber: number;
      gridType: 'dash';
      dashLength: number;
      gridColor: string;
      padding: number;
      data: { min: number; max: number; axisLine: false; fontColor: string; fontSize: number; tofix: number }[];
    };
    extra: {
      column: { type: 'group' | 'meter'; width: number; meterBorder: number; meterFillColor: string };
      line: { type: 'straight'; width: number };
    };
  }
  export default class UCharts {
    constructor(options: Options);
    addEventListener(event: 'renderComplete', tell: () => void): void;
  }
}
