export default definePageConfig({ navigationBarTitleText: '收红卡' });
