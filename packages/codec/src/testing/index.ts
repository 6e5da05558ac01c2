export { fuzz } from './fuzz.ts'
export type { FuzzTarget } from './fuzz.ts'
