export default definePageConfig({ navigationBarTitleText: '鸡蛋活动', enablePullDownRefresh: true });
