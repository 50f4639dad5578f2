export default definePageConfig({ navigationBarTitleText: '公开的账', enablePullDownRefresh: true });
