import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { DIGEST, done, fixtureErrors, inForce, judge, president, step } from '../fixtures.ts'

test('a step is refused to the wrong hand, state, ground and paper', () => {
  const chain = inForce()
  const decide = step('Person', 'DECIDE', { digest: DIGEST })
  expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [decide], [president])
  expectRejected(chain, errors.InstrumentMissing, [step('Person', 'DECIDE')], [president, judge])
  expectRejected(chain, errors.StepForPersons, [step('Program', 'DECIDE')], [judge])
  expectRejected(chain, errors.StepForProgram, [step('Person', 'PUBLISH')], [judge])
  expectRejected(chain, errors.SubjectStateForbids, [step('Program', 'PUBLISH')], [judge])
  expectRejected(chain, errors.TransitionUnknown, [step('Person', 'FORGET')], [judge])
  done(chain, decide, president, judge)
  done(chain, step('Program', 'PUBLISH'), judge)
  expectRejected(chain, errors.EventForeign, [step('Program', 'REMOVE')], [judge])
  expectRejected(chain, errors.EventForeign, [step('Program', 'REMOVE', { event: 'WISHED' })], [judge])
  expect(chain.violations()).toEqual([])
})
