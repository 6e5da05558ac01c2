import type { FunctionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { FieldWords } from '../../../components/schema-form/field-words.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { keyText } from '../../../lib/problem.ts'

/** Code lists that have words, by the fields whose codes they are. */
const FAMILIES: Readonly<Record<string, string>> = {
  acts: 'act',
  missingPowers: 'act',
  specialPowers: 'act',
  deserved: 'sanction',
  exception: 'exception',
  grade: 'grade',
  leaveKind: 'leave',
  procedure: 'procedure',
  proposed: 'sanction',
  role: 'role',
  side: 'side',
  stage: 'stage',
  status: 'status',
  statusOnDay: 'status',
  use: 'use',
  verdict: 'verdict',
}

/** Words for the fields of a function and for codes that a code list of the console knows. */
export function useLawWords({ labels }: Pick<FunctionView, 'labels'>): FieldWords {
  const { language, say } = useI18n()
  return useMemo(
    () => ({
      field: (name) => {
        const label = labels[name]
        return label === undefined ? name : say(label)
      },
      code: (field, member) => {
        const family = FAMILIES[field]
        const words = family === undefined ? null : keyText(language, `${family}.${member}`)
        return words ?? String(member)
      },
    }),
    [labels, language, say],
  )
}
