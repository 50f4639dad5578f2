export default definePageConfig({ navigationBarTitleText: '数字里的社区', enablePullDownRefresh: true });
