import { afterAll, beforeAll, describe } from 'vitest'
import { installCometbft } from '../../../../tools/judges/run-judge.ts'
import { hostConformance } from '../testing/host-conformance.ts'
import { ValidatorZone } from './testing/run-validators.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: conformance of the host on CometBFT (${cometbft.absent})`)

describe.skipIf('absent' in cometbft)('conformance of the host on CometBFT', () => {
  let zone: ValidatorZone

  beforeAll(async () => {
    zone = await ValidatorZone.start({ program: 'path' in cometbft ? cometbft.path : '', count: 1 })
  })
  afterAll(async () => {
    await zone.stop()
  })

  hostConformance(() => zone.validators[0]?.port ?? 0)
})
