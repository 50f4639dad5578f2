export default definePageConfig({ navigationBarTitleText: '核销红卡' });
