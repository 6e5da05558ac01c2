import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, found as tracesIn, tracesOf } from '../../scan/traces.ts'
import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { codeOf } from './doors.ts'
import type { Doors } from './doors.ts'
import { list, wanted } from './scenario.ts'
import type { Found, Scenario, Step } from './scenario.ts'

/** `PX-T26-5.withoutCase`, as it stands in the law book. */
const ALLOWED = 20
const LOOK_UPS = 500
const DUE_MS = 24 * 3_600_000
/** Begins every licence number that is looked up: of nobody, and nothing else here contains it. */
const PREFIX = '173519944042'
/** Looked for in every hashed form, too: all of them would take minutes. */
const HASHED = 25
const NAME = '金丝雀赵钱孙李（虚构）'
const REASON = `已与${NAME}谈话，系误操作`
const OTHER_CASE = 'ff'.repeat(16)
const { stringify } = JSON

const licenceOf = (n: number): string => PREFIX + String(n).padStart(17 - PREFIX.length, '0')
const file = ({ folder = '' }: Found, name: string): string => join(folder, name)
const [packed, changed] = ['audit.json', 'audit-changed.json'] as const

function look(doors: Doors, licence: string, caseId?: string): Promise<string> {
  const { client } = doors.browser('clerk')
  return codeOf(client.call('lookUpLawyer', { body: { licence, ...(caseId === undefined ? {} : { caseId }) } }))
}

const signsIn = (zh: string, en: string, name: string, person: string, expected: string): Step => ({
  zh,
  en,
  calls: `GET /auth/login  (${person})`,
  does: async (doors) => ({ code: await doors.signIn(name, 'court', person) }),
  holds: ({ code }) => wanted(code === expected, expected),
})

const ordinary: readonly Step[] = [
  {
    zh: '选一个本院案件及其代理律师',
    en: 'a case of the own court and the lawyer who acts in it',
    args: () => ['case', 'list', '--limit', '1'],
    exit: 'OK',
    keep: (document) => ({ caseId: shown(list(document, 'cases')[0]?.['caseRef']) }),
    holds: (document) => wanted(list(document, 'cases').length === 1, 'a case'),
  },
  signsIn('书记员在两台设备上登录', 'the clerk signs in on one machine', 'clerk', 'clerk', 'OK'),
  signsIn('（第二台）', 'and on another', 'elsewhere', 'clerk', 'OK'),
  {
    zh: '为本院案件查询：准许',
    en: 'a look-up for the own case is answered',
    calls: 'POST /api/v1/lawyer-lookups',
    does: async (doors, { caseId = '' }) => ({ code: await look(doors, licenceOf(0), caseId) }),
    holds: ({ code }) => wanted(code === 'OK', 'OK'),
  },
  {
    zh: '查询并非本院的案件：拒绝并计数',
    en: 'one for a case that is none of the own court is refused, and counted',
    calls: 'POST /api/v1/lawyer-lookups',
    does: async (doors) => ({ code: await look(doors, licenceOf(0), OTHER_CASE) }),
    holds: ({ code }) => wanted(code === 'CASE_UNKNOWN', 'CASE_UNKNOWN'),
  },
]

const breach: readonly Step[] = [
  {
    zh: `无案件查询${String(LOOK_UPS)}人：逐次拒绝，第${String(ALLOWED + 1)}次起账号锁定`,
    en: `${String(LOOK_UPS)} persons are looked up without a case: each is refused, and look-up ${String(ALLOWED + 1)} locks the account`,
    calls: `POST /api/v1/lawyer-lookups × ${String(LOOK_UPS)}`,
    does: async (doors) => {
      const codes: Record<string, number> = {}
      for (let n = 0; n < LOOK_UPS; n++) {
        const code = await look(doors, licenceOf(n))
        codes[code] = (codes[code] ?? 0) + 1
      }
      return codes
    },
    // One of the twenty was the case of others.
    holds: (codes) => {
      const expected = { CASE_REQUIRED: ALLOWED - 1, ACCOUNT_LOCKED: 1, SESSION_MISSING: LOOK_UPS - ALLOWED }
      return wanted(stringify(codes) === stringify(expected), stringify(expected))
    },
  },
  {
    zh: '另一设备上的会话也已结束',
    en: 'the session on the other machine has ended, too',
    calls: 'GET /api/v1/cases',
    does: async (doors) => ({ code: await codeOf(doors.browser('elsewhere').client.call('listCases')) }),
    holds: ({ code }) => wanted(code === 'SESSION_MISSING', 'SESSION_MISSING'),
  },
  signsIn('再次登录：拒绝', 'signing in again is refused', 'clerk', 'clerk', 'ACCOUNT_LOCKED'),
  { zh: '停止全部进程', en: 'all processes stop', args: () => ['down'], exit: 'OK' },
  { zh: '重新启动', en: 'and start again', args: () => ['up', '--detach'], exit: 'OK' },
  signsIn('重启后仍拒绝登录', 'the account is still locked', 'clerk', 'clerk', 'ACCOUNT_LOCKED'),
]

const audit: readonly Step[] = [
  signsIn('审计人员登录', 'the auditor signs in', 'auditor', 'auditor', 'OK'),
  {
    zh: '告警列有锁定事项、责任人与办理期限',
    en: 'the alarm names its owner and its due time',
    calls: 'GET /api/v1/alarms',
    does: async (doors) => {
      const { items } = await doors.browser('auditor').client.call('listAlarms')
      const alarm = items.find(({ source }) => source === 'account')
      return { ...alarm, text: alarm?.text.en ?? '', basis: [] }
    },
    keep: ({ subject }) => ({ lock: shown(subject) }),
    holds: ({ kind, owner, raisedAtMs, dueAtMs }) =>
      wanted(
        kind === 'ACCOUNT_LOCKED_WITHOUT_CASE' &&
          owner === 'AUDITOR' &&
          Number(dueAtMs) - Number(raisedAtMs) === DUE_MS,
        'ACCOUNT_LOCKED_WITHOUT_CASE, owner AUDITOR, due in 24 h',
      ),
  },
  {
    zh: '日志已打包，摘要已登记于账本；审计人员下载',
    en: 'the log is packed and its digest is on the ledger; the auditor downloads it',
    calls: 'GET /api/v1/account-locks/:lockId/package',
    does: async (doors, found) => {
      const { client } = doors.browser('auditor')
      const text = stringify(await client.call('getAuditPackage', { params: { lockId: found['lock'] ?? '' } }))
      const recorded = await recordedLock(doors, found['lock'] ?? '')
      writeFileSync(file(found, packed), text)
      // One hexadecimal digit of one pseudonym.
      writeFileSync(
        file(found, changed),
        text.replace(/("subject":")(.)/, (_, a: string, b: string) => a + other(b)),
      )
      return { bytes: Buffer.byteLength(text), rows: recorded.rows, digest: recorded.digest }
    },
    keep: ({ digest }) => ({ digest: shown(digest) }),
    holds: ({ rows }) => wanted(Number(rows) >= ALLOWED + 1, `${String(ALLOWED + 1)} rows or more`),
  },
  {
    zh: '核对日志包：完整，且与账本上的摘要一致',
    en: 'the packed log is whole, and the ledger holds its digest',
    args: (found) => ['audit', 'check', file(found, packed)],
    exit: 'OK',
    holds: ({ digest, isRecorded }, found) => wanted(isRecorded === true && digest === found['digest'], 'recorded'),
  },
  {
    zh: '改动一个字节：不成立',
    en: 'one byte changed: it does not hold',
    args: (found) => ['audit', 'check', file(found, changed)],
    exit: 'EVIDENCE_INVALID',
  },
]

const release: readonly Step[] = [
  {
    zh: '审计人员附理由提出解锁；不得自行同意',
    en: 'the auditor proposes to unlock it, with a reason, and cannot agree alone',
    calls: 'POST …/unlock-proposal, POST …/unlock-approval',
    does: async (doors, { lock = '' }) => {
      const { client } = doors.browser('auditor')
      const params = { lockId: lock }
      const { state } = await client.call('proposeUnlock', { params, body: { reason: REASON } })
      return { state, code: await codeOf(client.call('approveUnlock', { params })) }
    },
    holds: ({ state, code }) =>
      wanted(state === 'RELEASE_PROPOSED' && code === 'SAME_PERSON', 'RELEASE_PROPOSED, then SAME_PERSON'),
  },
  signsIn('运维人员登录', 'the operator signs in', 'operator', 'operator', 'OK'),
  {
    zh: '运维人员同意：解锁',
    en: 'the operator agrees: it is unlocked',
    calls: 'POST …/unlock-approval',
    does: async (doors, { lock = '' }) => {
      const { state } = await doors.browser('operator').client.call('approveUnlock', { params: { lockId: lock } })
      return { state }
    },
    holds: ({ state }) => wanted(state === 'RELEASED', 'RELEASED'),
  },
  signsIn('书记员可以登录', 'the clerk may sign in', 'clerk', 'clerk', 'OK'),
  {
    zh: '并为本院案件查询',
    en: 'and look up for the own case',
    calls: 'POST /api/v1/lawyer-lookups',
    does: async (doors, { caseId = '' }) => ({ code: await look(doors, licenceOf(0), caseId) }),
    holds: ({ code }) => wanted(code === 'OK', 'OK'),
  },
  { zh: '停止全部进程', en: 'all processes stop', args: () => ['down'], exit: 'OK' },
  {
    zh: '账本存储、区块与日志中没有所查人员、姓名；摘要在账本上',
    en: 'nobody who was looked up, and no name, is in a store, a block or a log; the digest is on the ledger',
    calls: 'zones/, logs/',
    does: (doors, found) => Promise.resolve(traces(doors, found)),
    holds: ({ persons, digests, stores }) =>
      wanted(stringify(persons) === '[]' && Number(digests) > 0 && stores === 3, 'persons [], a digest, 3 stores'),
  },
]

/** Until the digest is on the ledger. */
async function recordedLock(doors: Doors, lockId: string): Promise<{ rows: number; digest: string }> {
  const { client } = doors.browser('auditor')
  for (let tries = 0; ; tries++) {
    const { items } = await client.call('listAccountLocks')
    const lock = items.find(({ id }) => id === lockId)
    if (lock !== undefined && (lock.package.recordKey !== null || tries > 100)) return lock.package
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function other(digit: string): string {
  return digit === '0' ? '1' : '0'
}

/** What the raw stores and the logs give away, and what they must hold. */
function traces({ home }: Doors, { digest = '' }: Found): JsonObject {
  const files = filesBelow(home.root, (path) => !/^(zones|logs)\//.test(path))
  const planted = [
    ...[PREFIX, NAME, NAME.slice(0, 7)].flatMap(tracesOf),
    ...Array.from({ length: HASHED }, (_, n) =>
      tracesOf(licenceOf(n)).filter(({ form }) => /^sm3|^sha256/.test(form)),
    ).flat(),
  ]
  return {
    files: files.length,
    stores: files.filter(({ path }) => path.endsWith('/store/data.mdb')).length,
    persons: tracesIn(files, planted),
    digests: tracesIn(files, tracesOf(digest).slice(0, 1)).length,
  }
}

export const dataBreach: Scenario = {
  id: 'S-8',
  zh: '数据泄露演练',
  en: 'data breach drill',
  steps: [...ordinary, ...breach, ...audit, ...release],
}
