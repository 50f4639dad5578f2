export default definePageConfig({ navigationBarTitleText: '社区的鸡蛋', enablePullDownRefresh: true });
