export { lightBlock, signCommit, validatorKeys, validatorKeysOf } from './light-blocks.ts'
export type { LightBlockParts, ValidatorKeys, Vote } from './light-blocks.ts'
