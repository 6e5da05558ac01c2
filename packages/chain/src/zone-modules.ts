import type { Json } from '@xiezhi/codec'
import {
  authorityApi,
  authorityModule,
  caseApi,
  caseModule,
  depositModule,
  governanceApi,
  governanceModule,
  lawyerApi,
  lawyerModule,
  packetApplications,
  queryApi,
  queryModule,
  raiseForeignObjection,
  registryApi,
  registryModule,
  ROLES,
} from '@xiezhi/contracts'
import type { CasePorts, DepositPorts, GovernancePorts, LawyerPorts, QueryPorts, Role } from '@xiezhi/contracts'
import { interchainModules } from '@xiezhi/interchain'
import type { Interchain } from '@xiezhi/interchain'
import type { AnyMessage, CheckContext, Module, ReadContext } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { recordTypes } from './record-types.ts'

/** Which authority governs the zone. */
export type ZoneKind = 'court' | 'justice'

/** The policy document that decides what the query port answers. */
export const QUERY_POLICY = 'query'

/** The modules of a zone, each with its ports filled from the others. The order of this list reaches no state. */
export function zoneModules(kind: ZoneKind): readonly Module[] {
  const modules: Module[] = []
  const interchain = interchainModules({
    ports: {
      mayRelay: (ctx) => void authorityApi.requireRole(ctx, 'RELAYER'),
      mayGovern: (ctx) => void authorityApi.requireTwoPersons(ctx, 'TRUST_OFFICER'),
    },
    applications: () => packetApplications(queryPorts),
  })
  const lawyerPorts = lawyerPortsOf()
  const queryPorts = queryPortsOf(kind, interchain, lawyerPorts, casePorts)
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
    ...(kind === 'court' ? [caseModule(casePorts), depositModule(depositPorts)] : [lawyerModule(lawyerPorts)]),
  )
  return modules
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
    calendarYearFrom: kind === 'court' ? caseApi.scheduleRenewal : lawyerApi.scheduleRenewal,
  }
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
