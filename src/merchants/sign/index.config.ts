export default definePageConfig({ navigationBarTitleText: '签协议' });
