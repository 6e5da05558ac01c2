import { createContext, use } from 'react'

/** What fields and codes of a schema are called; a name without words stands for itself. */
export interface FieldWords {
  readonly field: (name: string) => string
  readonly code: (field: string, member: string | number) => string
}

const plain: FieldWords = { field: (name) => name, code: (_, member) => String(member) }

export const FieldWordsContext = createContext<FieldWords>(plain)

export function useFieldWords(): FieldWords {
  return use(FieldWordsContext)
}
