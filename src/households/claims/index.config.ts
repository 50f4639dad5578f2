export default definePageConfig({ navigationBarTitleText: '等您确认的', enablePullDownRefresh: true });
