import type { OutboxRow } from '@xiezhi/gateway-api'
import { createContext, useContext, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import type { ActRequest } from '../lib/signer.ts'
import { SignDialog } from './sign-dialog.tsx'

interface Signing {
  readonly title: string
  readonly act: ActRequest
  /** The row of an act that was sent; null: nothing was. */
  readonly onClose?: (row: OutboxRow | null) => void
}

const SigningContext = createContext<(signing: Signing) => void>(() => undefined)

/** Opens the dialog that shows an act in words, signs it and follows it. */
export function useSigning(): (signing: Signing) => void {
  return useContext(SigningContext)
}

/**
 * Holds the dialog of the act at hand above the pages. An act often ends the state that its own button stands for; a dialog
 * inside the button would go with it, before the person has seen that the act is on the ledger.
 */
export function SigningHost({ children }: { readonly children: ReactNode }): ReactElement {
  const [signing, setSigning] = useState<Signing | null>(null)
  const close = (row: OutboxRow | null): void => {
    setSigning(null)
    signing?.onClose?.(row)
  }
  return (
    <SigningContext.Provider value={setSigning}>
      {children}
      {signing !== null && <SignDialog title={signing.title} act={signing.act} onClose={close} />}
    </SigningContext.Provider>
  )
}
