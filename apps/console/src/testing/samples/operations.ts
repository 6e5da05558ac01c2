import type { AccountLock, AuditVolume, Operations, OperationsHistory } from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { DAY_MS, NOW_MS } from './scene.ts'

const MINUTE_MS = 60_000

export const operations: Operations = {
  atMs: NOW_MS,
  zones: [
    {
      name: 'court-a',
      chainId: 'xz-court-1',
      isOwn: true,
      isReachable: true,
      height: 12_345,
      headerTimeMs: NOW_MS - 900,
      latencyMs: 1.4,
      projectedHeight: 12_345,
      lagBlocks: 0,
    },
    {
      name: 'justice-a',
      chainId: 'xz-justice-1',
      isOwn: false,
      isReachable: false,
      height: null,
      headerTimeMs: null,
      latencyMs: null,
      projectedHeight: null,
      lagBlocks: null,
    },
  ],
  links: [
    {
      zone: 'court-a',
      client: '07-tendermint-0',
      peer: 'justice-a',
      isFrozen: false,
      clientHeight: 9_870,
      peerHeight: 9_874,
      trustingPeriodMs: 14 * DAY_MS,
      trustExpiresAtMs: NOW_MS + 5 * DAY_MS,
      trustUsed: 0.64,
      backlog: 2,
    },
  ],
  outbox: { waiting: 3, refused: 1, failed: 0, oldestWaitingMs: 4_200 },
  gateway: { startedAtMs: NOW_MS - DAY_MS, sessions: 12, liveStreams: 9 },
  openAlarms: 3,
  annexes: {
    peer: 'justice-a',
    carrier: 'file-drop',
    outgoing: 1,
    alarms: [
      {
        id: `${'5d'.repeat(32)}.ANNEX_MALFORMED.annex`,
        code: 'ANNEX_MALFORMED',
        text: { zh: '附件格式不符', en: 'the annex has another format' },
        todo: { zh: '请对方重新发送', en: 'ask the sender for it again' },
        owner: 'OPERATOR',
        raisedAtMs: NOW_MS - 3_600_000,
        dueAtMs: NOW_MS + DAY_MS,
        state: 'OPEN',
      },
    ],
  },
}

export const operationsHistory: OperationsHistory = {
  stepMs: MINUTE_MS,
  points: Array.from({ length: 60 }, (_, at) => ({
    atMs: NOW_MS - (60 - at) * MINUTE_MS,
    zones: [
      { name: 'court-a', height: 12_000 + at * 6, latencyMs: 1 + (at % 7) / 4, lagBlocks: at % 11 === 0 ? 2 : 0 },
      {
        name: 'justice-a',
        height: at > 50 ? null : 9_500 + at * 5,
        latencyMs: at > 50 ? null : 2 + (at % 5) / 3,
        lagBlocks: 0,
      },
    ],
    backlog: at % 9,
    waiting: at % 4,
  })),
}

export const auditVolumes: AuditVolume[] = ['2026-11-27', '2026-11-28', '2026-11-29'].flatMap((day, at) => [
  { day, route: 'getCase', purpose: 'CASE_WORK', role: 'COURT_CLERK', reads: 40 + at * 7, refused: 0 } as const,
  { day, route: 'getVerification', purpose: 'CASE_WORK', role: 'COURT_JUDGE', reads: 12 + at, refused: 1 } as const,
  { day, route: 'getRecordProof', purpose: 'EVIDENCE', role: 'COURT_CLERK', reads: 9, refused: 0 } as const,
])

export const accountLocks: AccountLock[] = [
  {
    id: 'd4'.repeat(16),
    person: { id: 'clerk-sample', organisation: 'court-a', officer: 'clerk-sample' },
    kind: 'WITHOUT_CASE',
    purpose: null,
    parameter: 'PX-T26-5.withoutCase',
    limit: 20,
    count: 21,
    fromMs: NOW_MS - 2 * 60 * MINUTE_MS,
    lockedAtMs: NOW_MS - 60 * MINUTE_MS,
    dueAtMs: NOW_MS + 23 * 60 * MINUTE_MS,
    isOverdue: false,
    state: 'LOCKED',
    package: {
      digest: `sha256:${'4d'.repeat(32)}`,
      rows: 22,
      bytes: 4_862,
      recordKey: RECORD_KEYS.request,
      recordedAtMs: NOW_MS - 59 * MINUTE_MS,
    },
    refusedSignIns: 2,
    proposed: null,
    approved: null,
  },
  {
    id: 'e5'.repeat(16),
    person: { id: 'judge-sample', organisation: 'court-a', officer: 'judge-sample' },
    kind: 'VOLUME',
    purpose: 'CASE_WORK',
    parameter: 'PX-T26-5.CASE_WORK',
    limit: 200,
    count: 201,
    fromMs: NOW_MS - 3 * DAY_MS,
    lockedAtMs: NOW_MS - 2 * DAY_MS,
    dueAtMs: NOW_MS - DAY_MS,
    isOverdue: true,
    state: 'RELEASE_PROPOSED',
    package: { digest: `sha256:${'5e'.repeat(32)}`, rows: 240, bytes: 51_200, recordKey: null, recordedAtMs: null },
    refusedSignIns: 0,
    proposed: {
      person: 'operator-sample',
      role: 'OPERATOR',
      atMs: NOW_MS - DAY_MS,
      reason: '批量核对误操作',
      reasonState: 'held',
    },
    approved: null,
  },
  {
    id: 'f6'.repeat(16),
    person: { id: 'filing-sample', organisation: 'court-a', officer: 'filing-sample' },
    kind: 'VOLUME',
    purpose: 'CASE_WORK',
    parameter: 'PX-T26-5.CASE_WORK',
    limit: 200,
    count: 201,
    fromMs: NOW_MS - 1_500 * DAY_MS,
    lockedAtMs: NOW_MS - 1_499 * DAY_MS,
    dueAtMs: NOW_MS - 1_498 * DAY_MS,
    isOverdue: false,
    state: 'RELEASED',
    package: {
      digest: `sha256:${'6f'.repeat(32)}`,
      rows: 240,
      bytes: null,
      recordKey: RECORD_KEYS.request,
      recordedAtMs: NOW_MS - 1_499 * DAY_MS,
    },
    refusedSignIns: 1,
    proposed: {
      person: 'operator-sample',
      role: 'OPERATOR',
      atMs: NOW_MS - 1_498 * DAY_MS,
      reason: null,
      reasonState: 'erased',
    },
    approved: { person: 'sample-person', role: 'AUDITOR', atMs: NOW_MS - 1_498 * DAY_MS },
  },
]

/** The first, when the one who is signed in has proposed. */
export function proposedLock(reason: string): AccountLock {
  const [lock] = accountLocks as [AccountLock]
  return {
    ...lock,
    state: 'RELEASE_PROPOSED',
    proposed: { person: 'sample-person', role: 'AUDITOR', atMs: NOW_MS, reason, reasonState: 'held' },
  }
}
