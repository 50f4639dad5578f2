export default definePageConfig({ navigationBarTitleText: '社区做了什么', enablePullDownRefresh: true });
