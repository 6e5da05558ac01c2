export { LISTING_EFFECTS, LISTING_MACHINES } from './machines.ts'
export { BASIC_MEASURES } from './measures.ts'
export { LIST_PURPOSE } from './handlers/receive-views.ts'
export { bucketDigest } from './handlers/receive-set.ts'
