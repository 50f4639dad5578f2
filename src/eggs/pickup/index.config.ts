export default definePageConfig({ navigationBarTitleText: '领鸡蛋', enablePullDownRefresh: true });
