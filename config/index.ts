import { resolve } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import type { UserConfigExport } from '@tarojs/cli';
import { icon } from './icons';

const env = (name: string, fallback: string): string => JSON.stringify(process.env[name] ?? fallback);

/** Webpack warns from 244 KiB on, which is the web's limit and not WeChat's; `tests/house.test.ts` weighs the package. */
const quiet = (chain: { performance: { hints(level: false): unknown } }) => void chain.performance.hints(false);

/** In a style, `icon('phone')` is the picture of that name; only those that are named are in the package. */
const sassLoaderOption = { sassOptions: { functions: { 'icon($name)': icon } } };

export default defineConfig<'webpack5'>(() => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'jiamenkou',
    date: '2026-01-01',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // Its cache does not see changes of a page's config and would build yesterday's titles.
    cache: { enable: false },
    // Chinese stays as it is: escaped, each character would weigh six bytes and not three.
    terser: { enable: true, config: { compress: { passes: 3 }, output: { ascii_only: false } } },
    plugins: [resolve(__dirname, 'aria.ts')],
    // The ids are public names, not secrets: every copy of the mini-program carries them.
    env: {
      TARO_APP_ID: env('TARO_APP_ID', 'jiamenkou'),
      TARO_APP_KEY: env('TARO_APP_KEY', 'jiamenkou-key'),
      TARO_APP_SERVER: env('TARO_APP_SERVER', 'http://127.0.0.1:3000'),
    },
    mini: {
      sassLoaderOption,
      // Read by Taro but missing in its types: templates nested eight deep, then a recursive component, halve base.wxml.
      ...({ baseLevel: 8 } as object),
      compile: { include: [resolve(__dirname, '../types')] },
      // No rule of one part overrides another part's: in which order they stand does not matter.
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain: quiet,
    },
    h5: {
      sassLoaderOption,
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[chunkhash:8].js' },
      compile: { include: [resolve(__dirname, '../types')] },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[chunkhash:8].css',
      },
      postcss: { autoprefixer: { enable: true } },
      webpackChain: quiet,
    },
  };
  return config;
});
