export { describeAct } from './describe-act.ts'
export type { ActLine, ActWords, DescribedAct, DescribeOptions } from './describe-act.ts'
export { actText } from './act-text.ts'
export type { Locale } from './bilingual.ts'
