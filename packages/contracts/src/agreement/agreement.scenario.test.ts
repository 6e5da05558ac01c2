import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../json-port.ts'
import { errors } from './errors.ts'
import {
  agreementChain,
  auditor,
  changed,
  deployer,
  DIGEST,
  done,
  draftMessage,
  fixtureErrors,
  governor,
  inForce,
  judge,
  MACHINE,
  president,
  reviewMessage,
  step,
  SUBJECT,
  suspendMessage,
  technician,
  versioned,
} from './fixtures.ts'

const ACTIVATE = 'agreement/Activate'
const decide = step('Person', 'DECIDE', { digest: DIGEST })
const publish = step('Program', 'PUBLISH')
const remove = step('Program', 'REMOVE', { event: 'PERFORMED' })
const relieve = step('Person', 'RELIEVE', { digest: DIGEST })

describe('the life of a machine', () => {
  test('is drafted, reviewed by a judge, and put in force by two roles', () => {
    const chain = inForce()
    expect(chain.query('agreement/machine', { machineId: 'sample' })).toMatchObject({
      state: 'ACTIVE',
      review: { officer: 'judge', reportDigest: DIGEST },
      activation: { officers: [{ officer: 'president' }, { officer: 'deployer' }] },
      suspension: null,
    })
    expect(chain.violations()).toEqual([])
  })

  test('G31-04: without review, without the second role, or by its drafter it is not put in force', () => {
    const chain = agreementChain()
    expectRejected(chain, fixtureErrors.RoleMissing, [draftMessage()], [judge])
    expectRejected(chain, errors.AutomaticIntoHuman, [draftMessage(changed('REMOVE', { to: 'DECIDED' }))], [technician])
    done(chain, draftMessage(), technician)
    expectRejected(chain, errors.MachineExists, [draftMessage()], [technician])
    expectRejected(chain, errors.StateForbids, [versioned(ACTIVATE, chain)], [president, deployer])
    expectRejected(chain, errors.MachineUnknown, [reviewMessage(chain, { ...MACHINE, version: 2 })], [judge])
    const otherDigest = digestOf(chain.context(), { ...MACHINE, zh: '另一规则' })
    const value = { machineId: 'sample', version: 1, machineDigest: otherDigest, reportDigest: DIGEST }
    expectRejected(chain, errors.DigestMismatch, [{ type: 'agreement/Review', value }], [judge])
    done(chain, reviewMessage(chain), judge)
    expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [versioned(ACTIVATE, chain)], [president])
    expectRejected(chain, errors.SamePerson, [versioned(ACTIVATE, chain)], [president, technician])
    expectRejected(chain, errors.MachineNotActive, [decide], [president, judge])
  })

  test('who drafted a machine does not review it', () => {
    const chain = agreementChain()
    done(chain, draftMessage(), governor)
    expectRejected(chain, errors.SamePerson, [reviewMessage(chain)], [governor])
  })

  test('G31-03: a subject keeps the version with which it began', () => {
    const chain = inForce()
    done(chain, decide, president, judge)
    inForce(chain, { ...changed('PUBLISH', { rules: ['T20-20'] }), version: 2 })
    done(chain, publish, judge)
    expect(chain.query('agreement/explain', { machineId: 'sample', subject: SUBJECT })).toMatchObject({
      version: 1,
      taken: [{ transition: 'DECIDE' }, { transition: 'PUBLISH', version: 1, rules: ['R20-83'] }],
    })
    expect(chain.query('agreement/machine', { machineId: 'sample', version: 1 })).toMatchObject({ state: 'RETIRED' })
    expect(chain.violations()).toEqual([])
  })
})

describe('steps', () => {
  test('explain themselves: rules, inputs, version, instrument, event, term and officers', () => {
    const chain = inForce()
    done(chain, decide, president, judge)
    done(chain, publish, judge)
    done(chain, remove, judge)
    expect(chain.query('agreement/explain', { machineId: 'sample', subject: SUBJECT })).toMatchObject({
      state: 'REMOVED',
      taken: [
        { by: 'PERSON', officers: [{ officer: 'president' }, { officer: 'judge' }], effect: 'BURDEN' },
        { by: 'PROGRAM', officers: [], instrument: { kind: 'DECISION', digest: DIGEST }, effect: 'PUBLISH' },
        {
          by: 'PROGRAM',
          event: 'PERFORMED',
          term: { parameter: 'P-20-17', until: '2026-10-12' },
          inputs: [{ name: 'situation', value: '4' }],
          rules: ['R20-85'],
        },
      ],
    })
    expect(chain.violations()).toEqual([])
  })

  test('are refused to the wrong hand, state, ground and paper', () => {
    const chain = inForce()
    expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [decide], [president])
    expectRejected(chain, errors.InstrumentMissing, [step('Person', 'DECIDE')], [president, judge])
    expectRejected(chain, errors.StepForPersons, [step('Program', 'DECIDE')], [judge])
    expectRejected(chain, errors.StepForProgram, [step('Person', 'PUBLISH')], [judge])
    expectRejected(chain, errors.SubjectStateForbids, [publish], [judge])
    expectRejected(chain, errors.TransitionUnknown, [step('Person', 'FORGET')], [judge])
    done(chain, decide, president, judge)
    done(chain, publish, judge)
    expectRejected(chain, errors.EventForeign, [step('Program', 'REMOVE')], [judge])
    expectRejected(chain, errors.EventForeign, [step('Program', 'REMOVE', { event: 'WISHED' })], [judge])
  })
})

describe('the kill switch', () => {
  test('G31-08: one role has no effect; two stop automatic steps and new burdens, not relief', () => {
    const chain = inForce()
    done(chain, decide, president, judge)
    done(chain, publish, judge)
    expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [suspendMessage(true)], [president])
    expectRejected(chain, errors.SwitchUnchanged, [suspendMessage(false)], [president, auditor])
    done(chain, suspendMessage(true), president, auditor)
    expectRejected(chain, errors.MachineSuspended, [remove], [judge])
    done(chain, relieve, president, judge)
    done(chain, suspendMessage(false), president, auditor)
    expectRejected(chain, errors.SubjectStateForbids, [remove], [judge])
    expect(chain.violations()).toEqual([])
  })

  test('no burden begins while it is suspended, and an unknown machine has no switch', () => {
    const chain = agreementChain()
    expectRejected(chain, errors.MachineNotActive, [suspendMessage(true)], [president, auditor])
    inForce(chain)
    done(chain, suspendMessage(true), deployer, auditor)
    expectRejected(chain, errors.MachineSuspended, [decide], [president, judge])
  })
})
