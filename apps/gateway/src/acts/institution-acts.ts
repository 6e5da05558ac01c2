import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { assetNoOf } from '@xiezhi/control-interface'
import { shanghaiTimestamp } from '@xiezhi/contracts/ids'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import {
  annexDigest,
  answerMessage,
  carryOut,
  encodeAnswerAnnex,
  KeyedIndex,
  meaningOf,
  messageOf,
} from '@xiezhi/institution-service'
import type { Message } from '@xiezhi/kernel'
import { GatewayError } from '../gateway-error.ts'
import { identityOf, keysFolder } from '../institution/institution-worker.ts'
import type { InstitutionSide } from '../institution/open-institutions.ts'
import { PostgresRequestStore } from '../institution/postgres-request-store.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { DEBTORS } from '../vault/private-texts.ts'
import { requireSameSubject } from '../views/first-order.ts'
import { OBJECTION } from '../views/raised-objection-view.ts'
import { ReceivedOrderViews } from '../views/received-order-view.ts'
import type { ReceivedOrder } from '../views/received-order-view.ts'
import type { ActPlans } from './act-plans.ts'
import { randomId } from './random-id.ts'

type Told = RouteInput<Routes['answerOrder']>['body']
type Received = ReceivedOrder['record']

/** The institution of a session. @throws GatewayError ROLE_MISSING */
export function institutionOf({ person }: OpenSession): string {
  if (person.organisation === null) throw new GatewayError('ROLE_MISSING', { role: 'INSTITUTION_OPERATOR' })
  return person.organisation
}

/** Acts of an institution's people. */
export function institutionPlans(listener: Listener, side: InstitutionSide): ActPlans {
  const views = new ReceivedOrderViews(listener, side)
  const hand = new AnswersByHand(listener, side, views)
  return {
    acceptOrder: async ({ params: { client, orderId }, session }) => {
      const institution = institutionOf(session)
      requireSameSubject(await views.view(institution, client, orderId))
      const { record } = await views.one(institution, client, orderId)
      return planOf('acceptOrder', record, [{ type: 'order/Accept', value: { client, orderId } }])
    },
    answerOrder: async ({ params: { client, orderId }, body, session }) => {
      const institution = institutionOf(session)
      const view = await views.view(institution, client, orderId)
      if (!view.mayAnswer) throw new GatewayError('NOT_IN_FORCE', { state: view.state })
      if (!('rule' in body)) requireSameSubject(view)
      const { record } = await views.one(institution, client, orderId)
      return hand.plan(record, body)
    },
    objectToOrder: async ({ params: { client, orderId }, body, session }) => {
      const { record } = await views.one(institutionOf(session), client, orderId)
      const value = listener.texts.saltedValue(OBJECTION, body.grounds)
      const objectionId = randomId()
      const message = {
        type: 'order/Object',
        value: { client, orderId, objectionId, documentDigest: value.digest },
      }
      const owner = (await side.annexes.annexOf(orderId))?.request?.idNo ?? orderId
      return {
        ...planOf('objectToOrder', record, [message]),
        prepare: () => listener.texts.keepValues(DEBTORS, [{ owner, value }]),
      }
    },
  }
}

function planOf(act: string, { orderId }: Received, messages: readonly Message[]): ActPlan {
  return { act, subject: { kind: 'order', id: orderId }, messages, then: 'done' }
}

/** What people say that they did about an order, as the core system of another institution would say it. */
class AnswersByHand {
  readonly #listener: Listener
  readonly #side: InstitutionSide
  readonly #views: ReceivedOrderViews

  constructor(listener: Listener, side: InstitutionSide, views: ReceivedOrderViews) {
    this.#listener = listener
    this.#side = side
    this.#views = views
  }

  async plan(record: Received, told: Told): Promise<ActPlan> {
    const plan = (message: Message): ActPlan => planOf('answerOrder', record, [message])
    if ('rule' in told) {
      const message = answerMessage(record, told.kind, told.code)
      return plan({ ...message, value: { ...(message.value as object), rule: told.rule } })
    }
    const request = (await this.#side.annexes.annexOf(record.orderId))?.request ?? null
    if (request === null) {
      if (told.kind !== 'CARRIED_OUT') throw new GatewayError('NOT_IN_FORCE', { state: record.state })
      return plan(carryOut(record, { shortfall: told.shortfall, distribution: told.distributionDigest }))
    }
    const index = this.#index(record.institution)
    const answer = answerOf(record, request, told)
    const meaning = meaningOf(record, request, answer, index)
    if (meaning.kind === 'unusable') throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/kind' })
    const annex = { answer, amountSalt: index.amountSalt(record.orderId) }
    const digest = annexDigest(this.#listener.orders.algorithms, encodeAnswerAnnex(annex))
    const said = 'shortfall' in told && 'shortfall' in meaning ? { ...meaning, shortfall: told.shortfall } : meaning
    return {
      ...plan(
        messageOf(said, { algorithms: this.#listener.orders.algorithms, index, key: record, annexDigest: digest }),
      ),
      prepare: async () => {
        await this.#store(record.institution).keepRequest(record, request)
        await this.#side.answers.keepInstead(record, annex)
      },
    }
  }

  #index(institution: string): KeyedIndex {
    const config = this.#views.configOf(institution)
    if (config === undefined) throw new GatewayError('NOT_AVAILABLE', { institution })
    return new KeyedIndex(nodeCrypto, identityOf(config, keysFolder(this.#listener.config)).indexKey)
  }

  #store(institution: string): PostgresRequestStore {
    const { db, clock } = this.#listener
    return new PostgresRequestStore({ db, vault: this.#side.vault, institution, nowMs: () => clock.nowMs() })
  }
}

/** @throws GatewayError INPUT_INVALID: another thing than was ordered, or another kind of answer */
function answerOf(
  { orderId: requestNo, effect }: Received,
  request: ControlRequest,
  told: Exclude<Told, { rule: unknown }>,
): Answer {
  const wrong = (path: string): never => {
    throw new GatewayError('INPUT_INVALID', { part: 'body', path })
  }
  if (told.kind === 'FOUND') {
    if (effect.action !== 'QUERY') wrong('/kind')
    return foundBy(requestNo, told)
  }
  const [item] = request.items ?? []
  if (item === undefined || effect.action === 'QUERY') return wrong('/kind')
  if ((told.kind === 'REGISTERED') !== (effect.action === 'FREEZE')) wrong('/kind')
  const base = { requestNo, seq: item.seq, state: 'CONTROLLED' as const }
  if (told.kind === 'CARRIED_OUT') {
    const deducted = told.amountCents === null ? {} : { deductedCents: told.amountCents }
    return { requestNo, result: 'PROCESSED', items: [{ ...base, ...deducted }] }
  }
  if (assetNoOf(request.institutionKind, item) !== told.number) wrong('/number')
  const amount = told.amountCents === null ? {} : { actualControlledCents: told.amountCents }
  const feedback = {
    ...base,
    ...amount,
    ...(item.amountCents === undefined ? {} : { freezeLimitCents: item.amountCents }),
    ...(item.from === undefined ? {} : { measureFrom: item.from }),
    ...(item.to === undefined ? {} : { measureTo: item.to }),
    registeredAt: shanghaiTimestamp(told.registeredAtMs),
    ...(told.businessNo === undefined ? {} : { businessNo: told.businessNo }),
  }
  return { requestNo, result: 'PROCESSED', items: [feedback] }
}

type Found = Extract<Told, { kind: 'FOUND' }>

function foundBy(requestNo: string, { accounts, estates = [], vehicles = [], outcome }: Found): Answer {
  const money = accounts.map(({ number: accountNo, ...rest }) => ({
    ...rest,
    accountNo,
    kind: '1',
    state: 'NORMAL' as const,
  }))
  const realEstate = estates.map((one) => estateOf(requestNo, one))
  const cars = vehicles.map(({ isBookSealed, isDetained, ...rest }) => ({
    ...rest,
    isBookSealed: isBookSealed ? '是' : '否',
    isDetained: isDetained ? '是' : '否',
  }))
  const query = {
    outcome,
    ...(money.length === 0 ? {} : { accounts: money }),
    ...(cars.length === 0 ? {} : { vehicles: cars }),
    ...(realEstate.length === 0 ? {} : { realEstate }),
  }
  return { requestNo, result: 'PROCESSED', query }
}

type Estate = NonNullable<NonNullable<Answer['query']>['realEstate']>[number]

/** Earlier seals stand in the line of the unit, not here. */
function estateOf(
  queryRequestNo: string,
  { unit: realEstateUnit, mortgages, ...rest }: NonNullable<Found['estates']>[number],
): Estate {
  return {
    ...rest,
    queryRequestNo,
    realEstateUnit,
    state: 'NOT_CONTROLLED',
    mortgages: mortgages.map(({ registeredAtMs, ...mortgage }) => ({
      ...mortgage,
      registeredAt: shanghaiTimestamp(registeredAtMs),
    })),
    seals: [],
  }
}
