export default definePageConfig({ navigationBarTitleText: '居民的事', enablePullDownRefresh: true });
