export default definePageConfig({ navigationBarTitleText: '替居民记一件' });
