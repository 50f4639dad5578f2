export default definePageConfig({ navigationBarTitleText: '鸡蛋活动的规则', enablePullDownRefresh: true });
