import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  agreementChain,
  auditor,
  deployer,
  DIGEST,
  done,
  fixtureErrors,
  inForce,
  judge,
  president,
  step,
  suspendMessage,
} from '../fixtures.ts'

describe('setSuspension', () => {
  test('G31-08: one role has no effect; two stop automatic steps and new burdens, not relief', () => {
    const chain = inForce()
    done(chain, step('Person', 'DECIDE', { digest: DIGEST }), president, judge)
    done(chain, step('Program', 'PUBLISH'), judge)
    expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [suspendMessage(true)], [president])
    expectRejected(chain, errors.SwitchUnchanged, [suspendMessage(false)], [president, auditor])
    done(chain, suspendMessage(true), president, auditor)
    const remove = step('Program', 'REMOVE', { event: 'PERFORMED' })
    expectRejected(chain, errors.MachineSuspended, [remove], [judge])
    done(chain, step('Person', 'RELIEVE', { digest: DIGEST }), president, judge)
    done(chain, suspendMessage(false), president, auditor)
    expectRejected(chain, errors.SubjectStateForbids, [remove], [judge])
    expect(chain.violations()).toEqual([])
  })

  test('no burden begins while it is suspended, and an unknown machine has no switch', () => {
    const chain = agreementChain()
    expectRejected(chain, errors.MachineNotActive, [suspendMessage(true)], [president, auditor])
    inForce(chain)
    done(chain, suspendMessage(true), deployer, auditor)
    expectRejected(chain, errors.MachineSuspended, [step('Person', 'DECIDE', { digest: DIGEST })], [president, judge])
  })
})
