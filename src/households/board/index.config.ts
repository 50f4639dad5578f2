export default definePageConfig({ navigationBarTitleText: '谁家还不知道', enablePullDownRefresh: true });
