export default definePageConfig({ navigationBarTitleText: '鸡蛋日历', enablePullDownRefresh: true });
