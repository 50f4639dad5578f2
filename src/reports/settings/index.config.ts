export default definePageConfig({ navigationBarTitleText: '服务时间和网格', enablePullDownRefresh: true });
