export default definePageConfig({ navigationBarTitleText: '发鸡蛋', enablePullDownRefresh: true });
