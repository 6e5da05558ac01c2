import { base64Decode, base64Encode, encodeCanonical, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import { ContractError, defineErrors, defineMessage } from '@xiezhi/kernel'
import type { Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { ENCODING } from '../json-port.ts'
import { errors } from './errors.ts'
import { listingApplication } from './handlers/packet-application.ts'
import { LIST_PURPOSE } from './handlers/receive-views.ts'
import { LISTING_PORT } from './handlers/send.ts'
import { listingModule } from './module.ts'
import type { ListingPorts } from './ports.ts'
import { subscriptions } from './state.ts'
import type { View } from './state.ts'

export const CLIENT = '07-tendermint-0'
export const ENTRY = 'e1'.repeat(16)
export const service = testSigner('platform', 'gateway', 1)

const POLICY = {
  id: 'listing',
  version: 1,
  rules: [
    {
      client: CLIENT,
      organisations: [],
      roles: [],
      purposes: [LIST_PURPOSE],
      legalBases: [],
      recordTypes: [],
      caseRequired: true,
      assuranceMin: 'institution',
    },
  ],
}

const refuse = (): never => {
  throw new ContractError(errors.NotACourt)
}

/** A zone of one subscriber; the test may take its policy away. */
export interface Desk {
  readonly chain: TestChain
  readonly set: { policy: Json | undefined }
}

/** The module as the other zone's packets reach it, and the port's application behind a message. */
export function desk(): Desk {
  const set: Desk['set'] = { policy: POLICY }
  const ports: ListingPorts = {
    decides: false,
    requireRole: (ctx) => ctx.signers[0] ?? refuse(),
    requireTwoPersons: refuse,
    noteAct: () => undefined,
    sender: { checkSend: refuse, send: refuse },
    clients: {
      assurance: () => ({
        clientType: '07-tendermint',
        level: 'institution',
        statement: '',
        validators: 1,
        organisations: 1,
        threshold: 1,
      }),
      chainIdOf: () => 'xz-court-1',
    },
    listingPolicy: () => set.policy,
    isSubscriber: (_, organisation) => organisation === 'platform',
    lawBook: () => bundledLaw,
    planStep: refuse,
    planProgramStep: refuse,
    debtOf: () => undefined,
    isAbove: () => false,
  }
  const chain = new TestChain({ modules: [listingModule(ports), deskModule(ports)] })
  return { chain, set }
}

const deskErrors = defineErrors('desk', { Unused: [2, 'unused'] })

function deskModule(ports: ListingPorts): Module {
  const text = string({ bytesMax: 65_536 })
  return {
    name: 'desk',
    version: 1,
    errors: deskErrors,
    events: [],
    messages: [
      defineMessage({
        type: 'desk/Receive',
        schema: object({ bytes: text, port: text }),
        check: () => null,
        execute: (ctx, { bytes, port }) => {
          const payload = { sourcePort: port, destinationPort: port, version: port, encoding: ENCODING }
          const packet: Packet = {
            sequence: 1,
            sourceClient: CLIENT,
            destinationClient: CLIENT,
            timeoutSeconds: 1,
            payload: { ...payload, value: base64Decode(bytes) },
          }
          const result = listingApplication(ports).onReceive(ctx, packet)
          return result.kind === 'answered' ? base64Encode(result.acknowledgement) : ''
        },
      }),
      defineMessage({
        type: 'desk/Grant',
        schema: object({}),
        check: () => null,
        execute: (ctx) => {
          subscriptions(ctx.store).set([CLIENT, 'platform'], {
            client: CLIENT,
            subscriber: 'platform',
            lists: ['DISHONEST'],
            scope: 'BASIC',
            purpose: 'JOINT_MEASURES',
            legalBasis: 'OPINIONS_ART_26',
            measures: ['BIDDING'],
            validTo: null,
            grantedAtMs: 0,
            endedAtMs: null,
          })
          return null
        },
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}

export function received(content: Json, port = LISTING_PORT): Message {
  return { type: 'desk/Receive', value: { bytes: base64Encode(encodeCanonical(content)), port } }
}

export function views(change: Partial<View> = {}, subscriber = 'platform'): Json {
  const view = {
    entryId: ENTRY,
    revision: 3,
    list: 'DISHONEST',
    organisation: 'court-x',
    legalBasis: 'OPINIONS_ART_26',
    basisDigest: null,
    situation: null,
    categories: [],
    from: '2026-03-02',
    term: { kind: 'UNTIL_EVENT', to: null },
    status: 'ACTIVE',
    objection: null,
    ...change,
  }
  const subscribers = [{ subscriber, purpose: 'JOINT_MEASURES', measures: ['BIDDING'] }]
  return { kind: 'views', views: [{ view, subscribers }] }
}

export const withdrawn: Json = {
  kind: 'withdraw',
  entries: [{ entryId: ENTRY, subscribers: ['platform'], withdrawnAtMs: 1 }],
}

export const useOf = (measure: string): Json => ({
  kind: 'use',
  subscriber: 'platform',
  use: {
    useId: '0f'.repeat(16),
    entryId: ENTRY,
    measure,
    action: 'REFUSE',
    count: 1,
    purpose: 'JOINT_MEASURES',
    on: '2026-03-02',
    reasonDigest: null,
  },
})
