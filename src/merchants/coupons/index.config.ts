export default definePageConfig({ navigationBarTitleText: '社区红卡', enablePullDownRefresh: true });
