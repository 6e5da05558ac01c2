import { pureCrypto, type Crypto } from '@xiezhi/crypto'
import { nodeCrypto } from '../index.ts'

/** Every test of a verdict or a value runs on each of these. */
export const BACKENDS: readonly Crypto[] = [pureCrypto, nodeCrypto]
