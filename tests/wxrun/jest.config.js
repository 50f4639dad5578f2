/** The walks over the compiled mini-program: apart from `npm test`, which needs neither a build nor a browser. */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/tests/wxrun/**/*.walk.ts'],
  transform: { '\\.(ts|tsx|mjs)$': '<rootDir>/tests/kit/transform.js' },
  globalSetup: '<rootDir>/tests/wxrun/prepare.ts',
  globalTeardown: '<rootDir>/tests/wxrun/finish.ts',
  testTimeout: 90_000,
  maxWorkers: 2,
  // A walk that failed leaves its phone and its city open.
  forceExit: true,
  cacheDirectory: '<rootDir>/.tests/jest',
};
