export default definePageConfig({ navigationBarTitleText: '鸡蛋凭证', enablePullDownRefresh: true });
