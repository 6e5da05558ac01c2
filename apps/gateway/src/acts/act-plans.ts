import type { RouteName } from '@xiezhi/gateway-api'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Call } from '../routes/handler.ts'
import type { OpenSession } from '../session/person.ts'

/** What an act is asked for with; the same for its preview. */
export type ActInput<N extends RouteName> = Pick<Call<N>, 'params' | 'body'> & { readonly session: OpenSession }

/** Makes the plan of an act; refuses what the gateway can see to be wrong. The ledger decides. */
export type MakePlan<N extends RouteName> = (input: ActInput<N>) => Promise<ActPlan>

export type ActPlans = { readonly [N in RouteName]?: MakePlan<N> }
