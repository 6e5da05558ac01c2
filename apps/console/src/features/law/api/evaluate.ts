import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { ApiError } from '@xiezhi/gateway-api'
import type { EvaluationView } from '@xiezhi/gateway-api'
import { client } from '../../../lib/client.ts'

export interface Question {
  readonly input: unknown
  readonly at?: string
}

export function useEvaluate(name: string): UseMutationResult<EvaluationView, Error, Question> {
  return useMutation({ mutationFn: (body) => client.call('evaluateLawFunction', { params: { name }, body }) })
}

/** The field that a refusal of the law library names, such as `/agents/0/side`. */
export function faultPath(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  const path = error.facts['path']
  return typeof path === 'string' ? path.replace(/^\/input(?=\/|$)/, '') : null
}
