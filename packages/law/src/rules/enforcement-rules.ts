import type { RuleEntry } from './rule-entry.ts'

/** Money and enforcement (rulebook 2.5 and article 20). */
export const enforcementRules: readonly RuleEntry[] = [
  {
    id: 'S2.5',
    zh: '金额以分为单位，以精确有理数计算，只在确定应付金额时四舍五入一次；按比例分配逐笔向下取整，余下的分按最大余数分配，余数相同的按登记顺序。',
    en: 'Sums are whole cents, computed exactly and rounded half up once when payable; pro-rata shares are floored and the rest goes by largest remainder, ties by registration order.',
    mark: 'D',
    citations: [],
  },
]
