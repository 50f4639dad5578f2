export default definePageConfig({
  navigationBarTitleText: '家门口',
  enableShareAppMessage: true,
  enableShareTimeline: true,
});
