export default definePageConfig({ navigationBarTitleText: '住户册', enablePullDownRefresh: true });
