import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { earlierRevisions } from '@xiezhi/documents/check'
import type { DepositAnswer, DocumentAnswer } from '@xiezhi/gateway-api'
import { client } from '../../../lib/client.ts'
import { digestOf } from '../../../lib/digest.ts'

/** Bytes that this browser digests at most for earlier revisions; of a larger file only the whole is looked up. */
const REVISION_BYTES_MAX = 128 * 1024 * 1024

export interface FileCheck {
  readonly fileName: string
  readonly deposits: DepositAnswer
  readonly documents: DocumentAnswer
  /** Whether the ledger knows the file itself, or only an earlier revision inside it. */
  readonly found: 'SAME' | 'EARLIER' | 'NONE'
  /** The bytes of that revision. */
  readonly revision: Blob | null
}

/** Digests of both suites are computed here; the file does not leave this browser. */
export function useCheckFile(): UseMutationResult<FileCheck, Error, File> {
  return useMutation({
    mutationFn: async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const lengths = digestsByLength(bytes)
      const body = { digests: [...lengths.keys()] }
      const [deposits, documents] = await Promise.all([
        client.call('checkDeposit', { body }),
        client.call('checkDocument', { body }),
      ])
      const known = [...deposits.checks, ...documents.instruments].map(({ digest }) => lengths.get(digest) ?? 0)
      const longest = Math.max(0, ...known)
      const found = longest === 0 ? 'NONE' : longest === bytes.length ? 'SAME' : 'EARLIER'
      const revision = found === 'EARLIER' ? new Blob([bytes.slice(0, longest)], { type: 'application/pdf' }) : null
      return { fileName: file.name, deposits, documents, found, revision }
    },
  })
}

/** What is printed on the paper. */
export function useCheckCode(): UseMutationResult<CodeAnswer, Error, string> {
  return useMutation({
    mutationFn: async (verificationCode) => {
      const document = await client.call('checkDocument', { body: { verificationCode } })
      const digest = document.code?.digest ?? null
      if (digest === null || document.instruments.length > 0) return { ...document, deposits: [] }
      // A certificate is no instrument: its digest is deposited.
      const { checks } = await client.call('checkDeposit', { body: { digests: [digest] } })
      return { ...document, deposits: checks.filter(({ kind }) => kind === 'CERTIFICATE') }
    },
  })
}

export type CodeAnswer = DocumentAnswer & { readonly deposits: DepositAnswer['checks'] }

/** Under each digest the length of what has it: the file, and each revision that somebody added to. */
function digestsByLength(bytes: Uint8Array): ReadonlyMap<string, number> {
  const earlier = earlierRevisions(bytes)
  const work = earlier.reduce((sum, length) => sum + length, 0)
  const lengths = [bytes.length, ...(work > REVISION_BYTES_MAX ? [] : earlier)]
  return new Map(
    lengths.flatMap((length) => {
      const part = bytes.subarray(0, length)
      return [digestOf('sm3', part), digestOf('sha256', part)].map((digest): [string, number] => [digest, length])
    }),
  )
}
