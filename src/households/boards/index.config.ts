export default definePageConfig({ navigationBarTitleText: '须知晓', enablePullDownRefresh: true });
