export default defineAppConfig({
  pages: ['page/index'],
  lazyCodeLoading: 'requiredComponents',
  window: { navigationBarTitleText: 'plain' },
});
