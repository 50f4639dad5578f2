export default definePageConfig({ navigationBarTitleText: '哨到我这里', enablePullDownRefresh: true });
