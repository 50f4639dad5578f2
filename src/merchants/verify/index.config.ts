export default definePageConfig({ navigationBarTitleText: '核验徽章', enablePullDownRefresh: true });
