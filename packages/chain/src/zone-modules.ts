import type { Json } from '@xiezhi/codec'
import {
  agreementModule,
  authorityApi,
  authorityModule,
  caseApi,
  caseModule,
  depositModule,
  enforcementApi,
  enforcementModule,
  governanceApi,
  governanceModule,
  lawyerApi,
  lawyerModule,
  listingApplication,
  listingModule,
  measureModule,
  orderApi,
  orderApplication,
  orderErrors,
  orderModule,
  personalModule,
  packetApplications,
  queryApi,
  queryModule,
  raiseForeignObjection,
  registryApi,
  registryModule,
  ROLES,
} from '@xiezhi/contracts'
import type {
  AcceptedOrder,
  CasePorts,
  DepositPorts,
  EnforcementPorts,
  GovernancePorts,
  LawyerPorts,
  MeasurePorts,
  OrderPorts,
  QueryPorts,
  Role,
} from '@xiezhi/contracts'
import { interchainModules } from '@xiezhi/interchain'
import type { Interchain } from '@xiezhi/interchain'
import { ContractError } from '@xiezhi/kernel'
import type { AnyMessage, CheckContext, Module, ReadContext } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { agreementPorts } from './agreement-ports.ts'
import { listingPortsOf } from './listing-ports.ts'
import { personalPorts } from './personal-ports.ts'
import { recordTypes } from './record-types.ts'

/** Which authority governs the zone. */
export type ZoneKind = 'court' | 'justice' | 'institution'

/** The policy document that decides what the query port answers. */
export const QUERY_POLICY = 'query'

/** The policy document that decides whose orders are taken. */
export const ORDER_POLICY = 'order'

/** The modules of a zone, each with its ports filled from the others. The order of this list reaches no state. */
export function zoneModules(kind: ZoneKind): readonly Module[] {
  const modules: Module[] = []
  const interchain = interchainModules({
    ports: {
      mayRelay: (ctx) => void authorityApi.requireRole(ctx, 'RELAYER'),
      mayGovern: (ctx) => void authorityApi.requireTwoPersons(ctx, 'TRUST_OFFICER'),
    },
    applications: () => [
      ...packetApplications(queryPorts),
      orderApplication(orderPorts),
      listingApplication(listingPorts),
    ],
  })
  const lawyerPorts = lawyerPortsOf()
  const queryPorts = queryPortsOf(kind, interchain, lawyerPorts, casePorts)
  const orderPorts = orderPortsOf(kind, interchain)
  const listingPorts = listingPortsOf(kind === 'court', interchain)
  const registry = registryApi(recordTypes)
  modules.push(
    authorityModule({ messageOf: (type) => messageOf(modules, type) }),
    governanceModule(governancePortsOf(kind)),
    registryModule(registry, {
      requireWriter: (ctx, roles, recordType) =>
        void authorityApi.requireRole(ctx, roles as readonly Role[], { recordType }),
      noteAct: authorityApi.noteAct,
    }),
    ...interchain.modules,
    queryModule(queryPorts),
    orderModule(orderPorts),
    ...domainsOf(kind, lawyerPorts, orderPorts),
    ...(kind === 'justice' ? [] : [listingModule(listingPorts)]),
  )
  return modules
}

/** What an authority of this kind keeps beside the primitives. */
function domainsOf(kind: ZoneKind, lawyerPorts: LawyerPorts, orderPorts: OrderPorts): readonly Module[] {
  if (kind === 'justice') return [lawyerModule(lawyerPorts)]
  if (kind === 'institution') return [measureModule(measurePortsOf(orderPorts))]
  return [
    caseModule(casePorts),
    depositModule(depositPorts),
    enforcementModule(enforcementPorts),
    agreementModule(agreementPorts),
    personalModule(personalPorts),
  ]
}

function governancePortsOf(kind: ZoneKind): GovernancePorts {
  return {
    baseLaw: bundledLaw,
    requireGovernors: (ctx) => void authorityApi.requireTwoPersons(ctx, 'GOVERNANCE_OFFICER'),
    requireTrustOfficers: (ctx) => void authorityApi.requireTwoPersons(ctx, 'TRUST_OFFICER'),
    requireRole: (ctx, role) => authorityApi.requireRole(ctx, role as Role),
    isRole: (text) => (ROLES as readonly string[]).includes(text),
    responsibleFor: authorityApi.responsibleFor,
    openDuty: authorityApi.openDuty,
    closeDuty: authorityApi.closeDuty,
    noteAct: authorityApi.noteAct,
    calendarYearFrom: CALENDAR_YEAR_FROM[kind],
  }
}

const CALENDAR_YEAR_FROM: Readonly<Record<ZoneKind, GovernancePorts['calendarYearFrom']>> = {
  court: caseApi.scheduleRenewal,
  justice: lawyerApi.scheduleRenewal,
  // No result of an institution rests on working days.
  institution: () => undefined,
}

const enforcementPorts: EnforcementPorts = {
  requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
  noteAct: authorityApi.noteAct,
  lawBook: lawOf,
  isCaseOpen: caseApi.isCaseOpen,
  isAbove: (ctx, court, below) =>
    authorityApi
      .chainOf(ctx, below)
      .slice(1)
      .some(({ organisation }) => organisation === court),
  raiseAlarm: queryApi.raiseAlarm,
  orderOf: orderApi.orderOf,
  answerObjection: orderApi.answerObjection,
}

const casePorts: CasePorts = {
  requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
  lawBook: lawOf,
  noteAct: authorityApi.noteAct,
  receiptOf: queryApi.receiptOf,
  fallbackOf: queryApi.fallbackOf,
  endSubscriptions: queryApi.endSubscriptions,
}

const depositPorts: DepositPorts = {
  requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
  noteAct: authorityApi.noteAct,
  isCaseOpen: caseApi.isCaseOpen,
}

function lawyerPortsOf(): LawyerPorts {
  return {
    requireRole: (ctx: CheckContext, role) => authorityApi.requireRole(ctx, role),
    requireTwoPersons: (ctx: CheckContext, first, second = first) => authorityApi.requireTwoPersons(ctx, first, second),
    lawBook: lawOf,
    noteAct: authorityApi.noteAct,
    publish: queryApi.publishNotice,
  }
}

function orderPortsOf(kind: ZoneKind, { sender, acknowledger, clients }: Interchain): OrderPorts {
  const common = {
    requireRole: (ctx: CheckContext, role: Parameters<OrderPorts['requireRole']>[1]) =>
      authorityApi.requireRole(ctx, role),
    requireTwoPersons: authorityApi.requireTwoPersons,
    noteAct: authorityApi.noteAct,
    lawBook: lawOf,
    sender,
    acknowledger,
    clients,
    orderPolicy: (ctx: ReadContext) => governanceApi.accessPolicy(ctx, ORDER_POLICY),
    isInstitution: (ctx: ReadContext, organisation: string) =>
      kind === 'institution' && authorityApi.organisationOf(ctx, organisation) !== undefined,
    raiseAlarm: queryApi.raiseAlarm,
    onReceived: () => undefined,
  }
  if (kind !== 'court') {
    return {
      ...common,
      checkIssue: () => {
        throw new ContractError(orderErrors.NotACourt)
      },
      onIssued: () => undefined,
      onResult: () => undefined,
      onNotice: () => undefined,
      onObjection: () => undefined,
    }
  }
  return {
    ...common,
    checkIssue: (ctx, issue, actors) => enforcementApi.checkIssue(ctx, enforcementPorts, issue, actors),
    onIssued: (ctx, _, orders) => {
      enforcementApi.onIssued(ctx, orders)
    },
    onResult: (ctx, order) => {
      enforcementApi.onResult(ctx, enforcementPorts, order)
    },
    onNotice: (ctx, notice, order) => {
      enforcementApi.onNotice(ctx, enforcementPorts, notice, order)
    },
    onObjection: (ctx, objection, order) => {
      enforcementApi.onObjection(ctx, enforcementPorts, objection, order)
    },
  }
}

function measurePortsOf(orderPorts: OrderPorts): MeasurePorts {
  return {
    requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
    noteAct: authorityApi.noteAct,
    lawBook: lawOf,
    requireAccepted: (ctx, institution, client, orderId) =>
      acceptedOrder(orderApi.requireAccepted(ctx, institution, client, orderId)),
    requireBooked: (ctx, institution, client, orderId) => {
      const { order, stoppedAtMs } = orderApi.requireBooked(ctx, institution, client, orderId)
      return { ...acceptedOrder(order), stoppedAtMs }
    },
    recordLateBooking: orderApi.recordLateBooking,
    isOrderOpen: (ctx, client, orderId) => orderApi.receivedOf(ctx, client, orderId)?.result === null,
    answerOrder: (ctx, { client, orderId }, result) => {
      const order = orderApi.receivedOf(ctx, client, orderId)
      if (order !== undefined) orderApi.answerOrder(ctx, orderPorts, order, result)
    },
    tell: orderApi.tellCourt,
  }
}

function acceptedOrder(order: ReturnType<typeof orderApi.requireAccepted>): AcceptedOrder {
  const { caseRef, organisation, inPlaceOf } = order.instrument
  return { ...order, caseRef, organisation, ...(inPlaceOf === undefined ? {} : { inPlaceOf }) }
}

function queryPortsOf(
  kind: ZoneKind,
  interchain: Interchain,
  lawyerPorts: LawyerPorts,
  ownCasePorts: CasePorts,
): QueryPorts {
  const common = {
    requireRole: (ctx: CheckContext, role: Parameters<QueryPorts['requireRole']>[1]) =>
      authorityApi.requireRole(ctx, role),
    lawBook: lawOf,
    noteAct: authorityApi.noteAct,
    sender: interchain.sender,
    clients: interchain.clients,
    accessPolicy: queryPolicy,
  }
  if (kind === 'institution') return { ...common, onAnswer: () => undefined, onNotice: () => undefined }
  if (kind === 'court') {
    return {
      ...common,
      onAnswer: (ctx, receipt) => caseApi.onAnswer(ctx, ownCasePorts, receipt),
      onNotice: caseApi.onNotice,
    }
  }
  return {
    ...common,
    findStanding: (ctx, question) => lawyerApi.findStanding(ctx, lawyerPorts, question),
    raiseObjection: (ctx, objection) => {
      raiseForeignObjection(ctx, lawyerPorts, objection)
    },
    // The justice zone asks nobody yet and keeps no cases.
    onAnswer: () => undefined,
    onNotice: () => undefined,
  }
}

/** The law in force; for a case, what it keeps of it. */
function lawOf(ctx: ReadContext, filedOn?: string): LawBook {
  return governanceApi.lawBook(ctx, bundledLaw, filedOn)
}

/** Undefined: no policy, so nothing is answered. */
function queryPolicy(ctx: ReadContext): Json | undefined {
  return governanceApi.accessPolicy(ctx, QUERY_POLICY)
}

function messageOf(modules: readonly Module[], type: string): AnyMessage | undefined {
  return modules.flatMap(({ messages }) => messages).find((message) => message.type === type)
}
