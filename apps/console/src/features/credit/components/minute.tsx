import type { ReactElement } from 'react'
import { formatInstant } from '../../../lib/format.ts'

/** Day and minute in one line. */
export function Minute({ atMs }: { readonly atMs: number }): ReactElement {
  return <span style={{ whiteSpace: 'nowrap' }}>{formatInstant(atMs).slice(0, 16)}</span>
}
