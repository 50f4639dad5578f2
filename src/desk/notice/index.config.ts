export default definePageConfig({ navigationBarTitleText: '这条通知' });
