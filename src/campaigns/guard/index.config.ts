export default definePageConfig({ navigationBarTitleText: '看一看', enablePullDownRefresh: true });
