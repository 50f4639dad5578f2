export default definePageConfig({ navigationBarTitleText: '我的店', enablePullDownRefresh: true });
