export { PERSONAL_EFFECTS, PERSONAL_MACHINES } from './genesis.ts'
