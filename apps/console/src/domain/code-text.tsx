import type { ReactElement } from 'react'
import { useCodeText } from './tags.tsx'

/** Words for a code of a ledger. */
export function CodeText({ family, code }: { readonly family: string; readonly code: string }): ReactElement {
  return <>{useCodeText(family, code)}</>
}
