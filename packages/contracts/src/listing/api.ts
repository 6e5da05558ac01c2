export { LISTING_EFFECTS, LISTING_MACHINES } from './genesis.ts'
export { LIST_PURPOSE } from './handlers/receive-views.ts'
export { setDigest, setOf } from './handlers/id-set.ts'
