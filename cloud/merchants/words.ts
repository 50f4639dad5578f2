import type { Category } from '../../types/shops';

/** What people call a kind of shop when they look for one. */
export const words = {
  categories: {
    food: '餐饮 饭店 小吃',
    grocery: '菜店 超市 便利店',
    hair: '理发 美容 美发',
    health: '药店 诊所 药房',
    repair: '维修 修理',
    care: '养老 照护',
    clean: '家政 保洁',
    study: '托管 学习 培训',
    other: '其他',
  } satisfies Record<Category, string>,
};
