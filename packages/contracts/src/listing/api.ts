export { LISTING_EFFECTS, LISTING_MACHINES } from './machines.ts'
