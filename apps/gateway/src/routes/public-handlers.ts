import type { PublicLawyer } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import { LawyerViews } from '../views/lawyer-view.ts'
import { wordsFor } from '../views/words.ts'
import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'

interface PublicAnswer {
  readonly licenceNo: string
  readonly status: PublicLawyer['status']
  readonly firmUscc: string | null
  readonly sanctions: readonly Omit<PublicLawyer['sanctions'][number], 'text'>[]
}

/** What anybody may see: the ledger's own public answer, and of it status, firm and published sanctions only. */
export function publicHandlers(listener: Listener): Handlers {
  const { config, zone, peer, clock } = listener
  // The register is the bureau's: the court's listener asks the bureau's ledger for what is public there.
  const register = config.authority === 'justice' ? zone : peer
  const lawyers = new LawyerViews(listener)
  return {
    getPublicLawyer: async ({ params }) => {
      const onDate = await clock.today()
      const found = (await register.query('lawyer/public', {
        licenceNo: params.licence,
        onDate,
      })) as unknown as PublicAnswer | null
      if (found === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'lawyer' })
      const firm =
        config.authority === 'justice' ? await lawyers.firmRef(found.firmUscc) : await firmOf(listener, found.firmUscc)
      return {
        licence: found.licenceNo,
        onDate,
        status: found.status,
        firm,
        sanctions: found.sanctions.map((one) => ({ ...one, text: wordsFor('sanction', one.kind) })),
      }
    },
  }
}

async function firmOf({ peer }: Listener, uscc: string | null): Promise<PublicLawyer['firm']> {
  if (uscc === null) return null
  const found = (await peer.query('lawyer/firm', { uscc })) as { readonly firmName?: string } | null
  return { uscc, firmName: found?.firmName ?? '' }
}
