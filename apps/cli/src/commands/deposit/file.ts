import { statSync } from 'node:fs'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { caseReferenceOf } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { newId } from '../bureau/instrument.ts'

export interface FileOptions {
  readonly case?: string
  readonly kind: string
  readonly algorithm: 'sm3' | 'sha256'
  readonly mediaType: string
  readonly source: string
  readonly collected?: string
  readonly fact?: string
  readonly platform?: string
  readonly interest: string
  readonly notes?: string
  readonly supersedes?: string
  readonly json?: boolean
}

/** Deposits the digest of a file. Neither its content nor its name leaves this machine. */
export async function file(path: string, options: FileOptions): Promise<number> {
  const out = new Output(options)
  const bytes = readBytes(path)
  const digest = suite(nodeCrypto, options.algorithm === 'sm3' ? 'sm' : 'intl').digest(bytes)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const depositId = newId()
    const value = {
      depositId,
      kind: options.kind,
      caseRef: options.case === undefined ? null : await caseReferenceOf(court, options.case),
      digest,
      mediaType: options.mediaType,
      sizeBytes: bytes.length,
      collectedAtMs: options.collected === undefined ? fileTimeMs(path) : instantArgument(options.collected),
      sourceSystem: options.source,
      platformId: options.platform ?? null,
      interest: options.interest,
      factAtMs: options.fact === undefined ? null : instantArgument(options.fact),
      preChainNotes: options.notes === undefined ? null : documentDigest(options.notes),
      foreignAnchor: null,
      supersedes: options.supersedes ?? null,
    }
    const { height } = await court.submit([{ type: 'deposit/DepositFile', value }], workspace.court('clerk'))
    out.say('depositFiled', { depositId, digest })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ ...value, height })
    return 0
  })
}

function fileTimeMs(path: string): number {
  return Math.floor(statSync(path).mtimeMs)
}

/** UTC milliseconds of an RFC 3339 text. @throws CliError USAGE */
export function instantArgument(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(ms)) throw new CliError('USAGE', 'USAGE', { reason: `${text}: RFC 3339, 2026-03-02T09:00:00+08:00` })
  return ms
}
