import { decodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { auditPackageKey, EvidenceError, parseAuditPackage } from '@xiezhi/evidence'
import type { AuditPackage } from '@xiezhi/evidence'
import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { loadAnchor, readChecked } from '../../zone/light-check.ts'
import { shown } from '../../zone/shown.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'

export interface CheckOptions {
  readonly offline?: boolean
  readonly trust?: string
  readonly json?: boolean
}

/** Whether a packed log is whole, and the one whose digest the ledger of its authority holds. */
export async function check(file: string, options: CheckOptions): Promise<number> {
  const out = new Output(options)
  const found = packageIn(file)
  const { header, rows, digest } = found
  const recordedAtMs = options.offline === true ? null : await recordedOn(file, found, options.trust)
  out.say('auditPackage', {
    authority: header.authority,
    rows: rows.length,
    from: instant(header.fromMs),
    until: instant(header.lockedAtMs),
    kind: header.kind,
    count: header.count,
    limit: header.limit,
  })
  if (recordedAtMs === null) out.say('auditWhole', { digest })
  else out.say('auditRecorded', { digest, chain: header.chainId, time: instant(recordedAtMs) })
  out.document({ ...header, rows: rows.length, digest, isRecorded: recordedAtMs !== null, recordedAtMs })
  return 0
}

/** @throws CliError AUDIT_PACKAGE_INVALID */
function packageIn(file: string): AuditPackage {
  const bytes = readBytes(file)
  try {
    return parseAuditPackage(nodeCrypto, bytes)
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    throw new CliError('AUDIT_PACKAGE_INVALID', 'EVIDENCE_INVALID', { file, reason: error.code }, error)
  }
}

/** By proof, under the anchors of the authority. @throws CliError AUDIT_NOT_RECORDED, AUDIT_DIGEST, ANCHOR_MISSING */
function recordedOn(
  file: string,
  { header: { chainId, packageId }, digest }: AuditPackage,
  trust: string | undefined,
): Promise<number> {
  return Workspace.use(async (workspace) => {
    const zone = workspace.alliance.zones.find((one) => one.chainId === chainId)
    if (zone === undefined) throw new CliError('ANCHOR_MISSING', 'EVIDENCE_UNDECIDABLE', { file, chainId })
    const session = await workspace.open(zone)
    if ((await session.query('query/auditPackage', { packageId })) === null)
      throw new CliError('AUDIT_NOT_RECORDED', 'EVIDENCE_UNDECIDABLE', { file, zone: zone.name })
    const anchor = loadAnchor(trust ?? workspace.home.trust(zone.name), chainId)
    const { value } = await readChecked(session, nodeCrypto, anchor, auditPackageKey(packageId))
    const record = decodeCanonical(value) as JsonObject
    const recorded = record['digest']
    if (recorded !== digest)
      throw new CliError('AUDIT_DIGEST', 'EVIDENCE_INVALID', { file, expected: shown(recorded), seen: digest })
    return Number(record['recordedAtMs'])
  })
}
