import type { OutboxRow } from '@xiezhi/gateway-api'
import { createContext, lazy, Suspense, useContext, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import type { ActRequest } from '../lib/signer.ts'
import { UnchangedView } from './unchanged-view.tsx'
import type { Unchanged } from './unchanged-view.tsx'

export interface Signing {
  readonly title: string
  readonly act: ActRequest
  /** Shown below the steps once the act is on its way. */
  readonly after?: (row: OutboxRow) => ReactElement | null
  /** The act was taken or is on its way: its row; null: nothing was changed, for the reason if there is one. */
  readonly onClose?: (row: OutboxRow | null, why: Unchanged | null) => void
}

const SigningContext = createContext<(signing: Signing) => void>(() => undefined)
const SignDialog = lazy(async () => ({ default: (await import('./sign-dialog.tsx')).SignDialog }))

/** Opens the dialog that shows an act in words, signs it and follows it. */
export function useSigning(): (signing: Signing) => void {
  return useContext(SigningContext)
}

interface FormSigning {
  readonly isSigning: boolean
  /** Why nothing came of what the form was sent with; stands above the button that sends it again. */
  readonly unchanged: ReactElement | null
  readonly sign: (signing: Omit<Signing, 'onClose'>, onTaken?: () => void) => void
}

/** Signing what a form makes: the form stays with what was typed until the act is taken. */
export function useFormSigning(): FormSigning {
  const open = useSigning()
  const [isSigning, setSigning] = useState(false)
  const [why, setWhy] = useState<Unchanged | null>(null)
  return {
    isSigning,
    unchanged: why === null ? null : <UnchangedView why={why} />,
    sign: (signing, onTaken) => {
      setSigning(true)
      setWhy(null)
      const onClose = (row: OutboxRow | null, reason: Unchanged | null): void => {
        setSigning(false)
        setWhy(reason)
        if (row !== null) onTaken?.()
      }
      open({ ...signing, onClose })
    },
  }
}

/**
 * Holds the dialog of the act at hand above the pages. An act often ends the state that its own button stands for; a dialog
 * inside the button would go with it, before the person has seen that the act is on the ledger.
 */
export function SigningHost({ children }: { readonly children: ReactNode }): ReactElement {
  const [signing, setSigning] = useState<Signing | null>(null)
  const close: Signing['onClose'] = (row, why) => {
    setSigning(null)
    signing?.onClose?.(row, why)
  }
  return (
    <SigningContext.Provider value={setSigning}>
      {children}
      {signing !== null && (
        <Suspense fallback={null}>
          <SignDialog {...signing} onClose={close} />
        </Suspense>
      )}
    </SigningContext.Provider>
  )
}
