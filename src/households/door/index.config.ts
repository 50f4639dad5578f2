export default definePageConfig({ navigationBarTitleText: '我住哪一户', enablePullDownRefresh: true });
