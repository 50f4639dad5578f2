declare namespace NodeJS {
  /** What the build writes into the bundle, see config/index.ts. */
  interface ProcessEnv {
    TARO_APP_ID: string;
    TARO_APP_KEY: string;
    TARO_APP_SERVER: string;
  }
}
