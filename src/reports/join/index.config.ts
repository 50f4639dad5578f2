export default definePageConfig({ navigationBarTitleText: '单位的邀请码' });
