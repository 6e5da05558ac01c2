import type { FunctionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { FieldWords } from '../../../components/schema-form/field-words.ts'
import { useI18n } from '../../../i18n/i18n.tsx'

/** Words for the fields of a function and for their codes, as the law library has them. */
export function useLawWords({ labels, codes }: Pick<FunctionView, 'labels' | 'codes'>): FieldWords {
  const { say } = useI18n()
  return useMemo(
    () => ({
      field: (name) => {
        const label = labels[name]
        return label === undefined ? name : say(label)
      },
      code: (field, member) => {
        const words = codes[field]?.[String(member)]
        return words === undefined ? String(member) : say(words)
      },
    }),
    [labels, codes, say],
  )
}
