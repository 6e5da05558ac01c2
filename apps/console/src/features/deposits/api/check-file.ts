import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import type { DepositAnswer } from '@xiezhi/gateway-api'
import { client } from '../../../lib/client.ts'
import { digestOf } from '../../../lib/digest.ts'

export interface FileCheck {
  readonly fileName: string
  readonly answer: DepositAnswer
}

/** Digests of both suites are computed here; the file does not leave this browser. */
export function useCheckFile(): UseMutationResult<FileCheck, Error, File> {
  return useMutation({
    mutationFn: async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const digests = [digestOf('sm3', bytes), digestOf('sha256', bytes)]
      return { fileName: file.name, answer: await client.call('checkDeposit', { body: { digests } }) }
    },
  })
}
