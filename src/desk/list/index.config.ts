export default definePageConfig({ navigationBarTitleText: '通知和草稿', enablePullDownRefresh: true });
