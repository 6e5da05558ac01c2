import type { Json } from '@xiezhi/codec'
import { PREFER_HEADER, ROUTE_NAMES } from '@xiezhi/gateway-api'
import type { RouteName } from '@xiezhi/gateway-api'
import type { ActPlans, MakePlan } from '../acts/act-plans.ts'
import type { Call, Handler, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { preferredWaitMs } from './preferred-wait.ts'
import { signedIn } from './session-handlers.ts'

/** Every act goes the same way: its plan, the outbox, 202; at its end where the caller prefers to wait so long. */
export function actHandlers({ outbox, clock }: Listener, plans: ActPlans): Handlers {
  const handlers: Partial<Record<RouteName, unknown>> = {}
  for (const name of ROUTE_NAMES) {
    const make = plans[name] as MakePlan<RouteName> | undefined
    if (make === undefined) continue
    const handler: Handler<RouteName> = (call: Call<RouteName>) => {
      const session = signedIn(call)
      const { params, body } = call
      const request = { params, body } as unknown as Json
      return outbox.submit(session, call.idempotencyKey, name, request, {
        makePlan: async () => {
          await clock.refreshScenario()
          return make({ params, body, session })
        },
        waitMs: preferredWaitMs(call.request.headers[PREFER_HEADER]),
      })
    }
    handlers[name] = handler
  }
  return handlers as Handlers
}
