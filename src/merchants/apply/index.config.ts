export default definePageConfig({ navigationBarTitleText: '申请当共建商户' });
