import type { Json } from '@xiezhi/codec'
import { agreementState, authorityErrors, listingErrors as errors } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ErrorKind } from '@xiezhi/kernel'
import { bundledLaw, sanctionList } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  at,
  confirm,
  decision,
  digest,
  ENFORCER,
  ENTRY,
  entryOf,
  event,
  heldBy,
  hex,
  LEADERS,
  leavesOf,
  list,
  openCase,
  restriction,
  serve,
  settle,
  subscribe,
  use,
  withdrawalsOf,
} from './testing/listing-acts.ts'
import type { Values } from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const TEST_MS = 300_000
const DAY = '2026-09-28'
const early = (change: Values = {}): Values => ({
  entryId: ENTRY,
  decisionDigest: digest('d2'),
  isApproved: true,
  ...change,
})

/** An entry under situation 4, which two departments hold and have confirmed. */
function listed(): ListingZones {
  const zones = new ListingZones(nodeCrypto, at(`${DAY}T09:00:00`))
  openCase(zones)
  for (const name of ['platform', 'procurement']) subscribe(zones, name)
  list(zones, DAY)
  settle(zones)
  for (const name of ['platform', 'procurement']) confirm(zones, name)
  return zones
}

const act = (zones: ListingZones, officers: readonly string[], type: string, value: Json): Json =>
  zones.act(zones.court, officers, `listing/${type}`, value)

/** Nobody but president and judge of the court that listed; no event before it has come; nothing by a clock set forward. */
const REFUSED: readonly (readonly [string, readonly string[], string, Values, ErrorKind])[] = [
  ['a president alone', ['court-x/president'], 'DecideDeletion', early(), authorityErrors.RoleNotHeld],
  ['a judge with an enforcer', ['court-x/judge', ...ENFORCER], 'DecideDeletion', early(), authorityErrors.RoleNotHeld],
  [
    'a president with the operator of a gateway',
    ['court-x/president', 'court-x/gateway'],
    'DecideDeletion',
    early(),
    authorityErrors.RoleNotHeld,
  ],
  ['leaders of another court', ['court-y/president', 'court-y/judge'], 'DecideDeletion', early(), errors.OtherCourt],
  [
    'a president with a judge of another court',
    ['court-x/president', 'court-y/judge'],
    'DecideDeletion',
    early(),
    errors.OtherCourt,
  ],
  ['an answer to no proposal', LEADERS, 'DecideDeletion', early({ isApproved: false }), errors.DeletionNotOpen],
  ['a deletion by hand that is not due', ENFORCER, 'DeleteByHand', { entryId: ENTRY }, errors.DeletionNotOpen],
  ['a term that runs', ENFORCER, 'RecordEvent', event('TERM_EXPIRED', DAY), errors.DateOrder],
  ['a stay of tomorrow', ENFORCER, 'RecordEvent', event('STAY_FOR_TRIAL_SUPERVISION', '2026-09-29'), errors.DateOrder],
  [
    'the end of a round with another clue',
    ENFORCER,
    'RecordEvent',
    event('ROUND_ENDED_NO_ASSETS', DAY, { searchesWithoutAssets: 2, hasOtherClue: true }),
    errors.DeletionNotDue,
  ],
]

describe('collusive deletion (abuse of rulebook 20D)', () => {
  test(
    'who may not delete does not, with any signature and any event, and every department still holds the entry',
    () => {
      const zones = listed()
      for (const [who, officers, type, value, kind] of REFUSED) {
        const refused = { type: `listing/${type}`, value, kind }
        expect(() => zones.expectRefused(zones.court, officers, refused), who).not.toThrow()
      }
      expect(leavesOf(zones.court)).toHaveLength(1)
      expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: ENTRY, withdrawnAtMs: null }])
      zones.sound()
    },
    TEST_MS,
  )

  test(
    'president and judge who agree without a ground take the entry away, and what stays says so for good',
    () => {
      const zones = listed()
      act(zones, LEADERS, 'DecideDeletion', early())
      expect(entryOf(zones.court)).toMatchObject({
        entry: null,
        // A deletion on a ground names its event; the digest is that of the entry that stood.
        ended: {
          end: 'EARLY_DELETED',
          event: null,
          deleteBy: null,
          digest: expect.stringMatching(/^sha256:/) as string,
        },
      })
      const explained = { machineId: 'dishonest-list', subject: ENTRY }
      const { taken } = zones.court.chain.query('agreement/explain', explained) as unknown as {
        readonly taken: readonly Json[]
      }
      expect(taken.at(-1)).toMatchObject({
        transition: 'DELETE_EARLY',
        by: 'PERSON',
        officers: [{ officer: 'president' }, { officer: 'judge' }],
        instrument: { kind: 'EARLY_DELETION_DECISION', digest: digest('d2') },
      })
      const [step] = agreementState
        .steps(zones.court.chain.store)
        .list({ under: ['dishonest-list', ENTRY], limit: 100 })
        .slice(-1)
      expect(step?.value.inputs).toEqual([
        { name: 'event', value: 'null' },
        { name: 'on', value: 'null' },
      ])
      // What was taken away without a ground is decided anew, under another number (R20-87).
      list(zones, DAY, { entryId: hex('e2') })
      expect(leavesOf(zones.court)).toMatchObject([{ entryId: hex('e2') }])
      zones.sound()
    },
    TEST_MS,
  )

  test(
    'it reaches every department with a receipt, and a department that goes on with the entry is an alarm of the court',
    () => {
      const zones = listed()
      act(zones, LEADERS, 'DecideDeletion', early())
      settle(zones)
      confirm(zones, 'platform')
      expect(withdrawalsOf(zones.court).map((row) => [row['subscriber'], row['confirmedAtMs'] !== null])).toEqual([
        ['platform', true],
        ['procurement', false],
      ])
      zones.jumpTo(at('2026-09-29T10:00:00'))
      expect(alarmsOf(zones.court)).toMatchObject([
        { kind: 'RECEIPT_LATE', subject: `${ENTRY} ${zones.court.clientId} procurement`, endedAtMs: null },
      ])
    },
    TEST_MS,
  )

  test(
    'the keys prove compromised: the deletion is among their doubtful acts, and they sign nothing more',
    () => {
      const zones = listed()
      const fromMs = zones.clock.nowMs
      act(zones, LEADERS, 'DecideDeletion', early())
      const { key } = zones.signer(zones.court, 'court-x/judge')
      const roots = ['alliance/root-1', 'alliance/root-2']
      zones.act(zones.court, roots, 'authority/RevokeKey', { key, compromisedFromMs: fromMs })
      expect(zones.court.chain.query('authority/doubtfulActs', { key })).toMatchObject({
        acts: [{ type: 'listing/DecideDeletion', subject: ENTRY }],
      })
      const refused = { type: 'listing/Decide', value: decision(DAY, { entryId: hex('e2') }) }
      zones.expectRefused(zones.court, LEADERS, { ...refused, kind: authorityErrors.RoleNotHeld })
    },
    TEST_MS,
  )

  test(
    'one enforcer who states a payment under situations 2 to 6 only proposes: leaders decide, and the proposal stays with the step',
    () => {
      const zones = listed()
      const paid = event('PERFORMED', DAY)
      expect(act(zones, ENFORCER, 'RecordEvent', paid)).toMatchObject({ verdict: 'PROPOSE_EARLY_DELETION' })
      expect(leavesOf(zones.court)).toHaveLength(1)
      act(zones, LEADERS, 'DecideDeletion', early())
      expect(entryOf(zones.court)).toMatchObject({ ended: { end: 'EARLY_DELETED', event: 'PERFORMED' } })
    },
    TEST_MS,
  )
})

const RESTRICTION = hex('c1')
const REPRESENTATIVE = '2d'.repeat(32)

/** What somebody who sells a ticket asks of the list and of the law: the list says whether, the law what for. */
function mayRide(zones: ListingZones, service: 'TRAIN_EMU_OTHER' | 'TRAIN_G', money: 'UNIT' | 'PRIVATE'): string {
  if (leavesOf(zones.court, REPRESENTATIVE).length === 0) return 'ALLOWED'
  const asked = { service, seatClass: 'SECOND', subjectRole: 'UNIT_PERSON', money } as const
  return sanctionList.consumption(asked, bundledLaw).verdict
}

test(
  'G20-81: a second-class seat of a D train is sold to a person under limits of consumption, one of a G train is not',
  () => {
    const zones = new ListingZones(nodeCrypto, at('2026-05-06T09:00:00'))
    openCase(zones)
    subscribe(zones, 'railway', { scope: 'TOKEN', purpose: 'TICKETING', measures: ['HIGH_CONSUMPTION'] })
    expect(mayRide(zones, 'TRAIN_G', 'UNIT')).toBe('ALLOWED')
    act(zones, LEADERS, 'Decide', restriction('2026-05-06'))
    serve(zones, '2026-05-06', RESTRICTION)
    settle(zones)
    confirm(zones, 'railway', RESTRICTION)
    expect(mayRide(zones, 'TRAIN_EMU_OTHER', 'UNIT')).toBe('ALLOWED')
    expect(mayRide(zones, 'TRAIN_G', 'UNIT')).toBe('PROHIBITED')
    expect(mayRide(zones, 'TRAIN_G', 'PRIVATE')).toBe('NEEDS_APPROVAL')
    // The ticket that was not sold is reported to the court; which categories are forbidden the railway is not told.
    expect(heldBy(zones, 'railway')).toMatchObject([{ view: { status: 'ACTIVE', categories: [] } }])
    const refusal = use({
      entryId: RESTRICTION,
      purpose: 'TICKETING',
      measure: 'HIGH_CONSUMPTION',
      on: '2026-05-06',
    })
    const { clientId: client } = zones.institution
    zones.act(zones.institution, ['railway/operator'], 'listing/RecordUse', { client, use: refusal })
    act(zones, LEADERS, 'Lift', {
      entryId: RESTRICTION,
      decisionDigest: digest('d7'),
      ground: 'PERFORMED',
      isChangeGenuine: false,
      isActualController: false,
      isDirectlyResponsible: false,
    })
    settle(zones)
    expect(mayRide(zones, 'TRAIN_G', 'UNIT')).toBe('ALLOWED')
    const late = { client, use: { ...refusal, useId: hex('1f') } }
    const refused = { type: 'listing/RecordUse', value: late, kind: errors.EntryWithdrawn }
    zones.expectRefused(zones.institution, ['railway/operator'], refused)
    zones.sound()
  },
  TEST_MS,
)
