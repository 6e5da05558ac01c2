import type { ErasureCertificate } from '@xiezhi/vault'
import { Output } from '../../output.ts'
import { runVaultCommand } from '../../process/run-vault-command.ts'

export interface ErasuresOptions {
  readonly zone: string
  readonly json?: boolean
}

export function listErasures(options: ErasuresOptions): number {
  const out = new Output(options)
  const { documents } = runVaultCommand<ErasureCertificate>(options.zone, ['erasures'])
  out.say('vaultErasures', { zone: options.zone, count: documents.length })
  for (const { statement } of documents) {
    const { n, subject, reason, legalBasis, erasedAtMs } = statement
    out.line(`  ${n}  ${new Date(erasedAtMs).toISOString()}  ${subject}  ${reason}  ${legalBasis}`)
  }
  out.document({ certificates: documents.map((certificate) => ({ ...certificate })) })
  return 0
}
