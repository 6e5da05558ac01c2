export { LISTING_EFFECTS, LISTING_MACHINES } from '../listing-machines.ts'
export { BASIC_MEASURES } from '../listing-measures.ts'
export { LIST_PURPOSE } from './handlers/receive-views.ts'
export { bucketDigest } from './handlers/receive-set.ts'
