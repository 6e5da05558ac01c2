export { standingAt } from './handlers/stand.ts'
export type { Standing } from './handlers/stand.ts'
