import { defineConfig } from '@tarojs/cli';

/** A program of one page, built as ours is and with nothing of ours in it: what Taro itself costs. */
export default defineConfig<'webpack5'>({
  projectName: 'plain',
  date: '2026-01-01',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: '../../../.tests/plain',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  mini: { ...({ baseLevel: 8 } as object) },
});
