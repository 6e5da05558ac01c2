export { judgeTimestamp } from './judge-timestamp.ts'
