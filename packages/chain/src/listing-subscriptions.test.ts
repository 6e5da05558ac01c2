import { listingErrors as errors } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { at, digest, ENTRY, heldBy, hex, list, openCase, settle, subscription } from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const REQUEST = hex('9e')
const GRANTORS = ['court-x/president', 'court-x/governor']
const OPERATOR = ['platform/operator']

function termsOf(zones: ListingZones, change: Readonly<Record<string, Json>> = {}) {
  const whole = subscription(zones, 'platform', change)
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'client' && name !== 'subscriber'))
}

function ask(zones: ListingZones, kind: string, terms: Json, requestId = REQUEST): void {
  const value = { client: zones.institution.clientId, requestId, kind, terms, documentDigest: digest('1e') }
  zones.act(zones.institution, OPERATOR, 'listing/AskSubscription', value)
  settle(zones)
}

function decide(zones: ListingZones, change: Readonly<Record<string, Json>>, requestId = REQUEST): void {
  const of = { client: zones.court.clientId, subscriber: 'platform', requestId }
  const value = { ...of, isGranted: true, reasons: [], decisionDigest: digest('dc'), ...change }
  zones.act(zones.court, GRANTORS, 'listing/DecideRequest', value)
  settle(zones)
}

const standing = (zones: ListingZones) =>
  zones.institution.chain.query('listing/subscriptions', {}) as unknown as readonly Readonly<Record<string, Json>>[]

test('a department asks on its ledger, two persons of the court decide on theirs, and it is told what stands', () => {
  const zones = new ListingZones(nodeCrypto, at('2026-09-28T09:00:00'))
  openCase(zones)
  list(zones, '2026-09-28', { situation: 1 })
  settle(zones)
  const terms = termsOf(zones, { scope: 'FULL' })
  ask(zones, 'SUBSCRIBE', terms)
  const twice = { client: zones.institution.clientId, requestId: REQUEST, kind: 'SUBSCRIBE' }
  const value = { ...twice, terms, documentDigest: digest('1e') }
  zones.expectRefused(zones.institution, OPERATOR, {
    type: 'listing/AskSubscription',
    value,
    kind: errors.RequestExists,
  })
  decide(zones, { terms })
  expect(standing(zones)).toMatchObject([{ subscriber: 'platform', scope: 'FULL', grant: 1, endedAtMs: null }])
  settle(zones)
  expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: ENTRY, withdrawnAtMs: null, view: { situation: 1 } }])

  // A narrower scope: what the wider one told is deleted first.
  const narrow = termsOf(zones, { scope: 'TOKEN' })
  ask(zones, 'CHANGE', narrow, hex('9f'))
  decide(zones, { terms: narrow }, hex('9f'))
  settle(zones)
  expect(heldBy(zones, 'platform')[0]?.withdrawnAtMs).not.toBeNull()
  const items = [{ entryId: ENTRY, revision: 3 }]
  const confirm = { client: zones.institution.clientId, items }
  zones.act(zones.institution, ['platform/gateway'], 'listing/Confirm', confirm)
  settle(zones)
  settle(zones)
  expect(heldBy(zones, 'platform')).toMatchObject([{ withdrawnAtMs: null, view: { list: null, situation: null } }])
  expect(standing(zones)).toMatchObject([{ scope: 'TOKEN', grant: 2 }])
  zones.sound()
})
