export default definePageConfig({ navigationBarTitleText: '共建商户', enablePullDownRefresh: true });
