import { createContext, use, useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { MissingProvider } from '../i18n/i18n.tsx'

/** A trust file that the person chose from the own machine. */
export interface ChosenTrust {
  readonly fileName: string
  readonly bytes: Uint8Array
}

interface TrustValue {
  /** Null: none was chosen, the gateway's anchors are used and named as such. */
  readonly chosen: ChosenTrust | null
  readonly choose: (trust: ChosenTrust | null) => void
}

const TrustContext = createContext<TrustValue | null>(null)

/** The choice holds until the page is closed; it is not stored. */
export function TrustProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [chosen, choose] = useState<ChosenTrust | null>(null)
  const value = useMemo(() => ({ chosen, choose }), [chosen])
  return <TrustContext value={value}>{children}</TrustContext>
}

export function useTrustChoice(): TrustValue {
  const found = use(TrustContext)
  if (found === null) throw new MissingProvider('TrustProvider')
  return found
}
