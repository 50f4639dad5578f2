export default definePageConfig({ navigationBarTitleText: '发通知的桌子', enablePullDownRefresh: true });
