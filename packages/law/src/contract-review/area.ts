import { applicableVersion } from './applicable-version.ts'
import { deployGate } from './deploy-gate.ts'
import { effectGate } from './effect-gate.ts'
import { killSwitch } from './kill-switch.ts'
import { transition } from './transition.ts'

/** Review of contracts before and while they act (合约审查), article 31. */
export const contractReview = { deployGate, applicableVersion, effectGate, killSwitch, transition }
