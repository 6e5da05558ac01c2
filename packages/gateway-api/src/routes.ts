import { accountRoutes } from './routes/account-routes.ts'
import { courtRoutes } from './routes/court-routes.ts'
import { creditCheckRoutes } from './routes/credit-check-routes.ts'
import { creditRoutes } from './routes/credit-routes.ts'
import { creditSubscriberRoutes } from './routes/credit-subscriber-routes.ts'
import { creditSubscriptionRoutes } from './routes/credit-subscription-routes.ts'
import { depositRoutes } from './routes/deposit-routes.ts'
import { documentRoutes } from './routes/document-routes.ts'
import { enforcementRoutes } from './routes/enforcement-routes.ts'
import { institutionRoutes } from './routes/institution-routes.ts'
import { justiceRoutes } from './routes/justice-routes.ts'
import { partyRoutes } from './routes/party-routes.ts'
import { personalRoutes } from './routes/personal-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { recordRoutes } from './routes/record-routes.ts'
import type { Authority, Role } from './role.ts'
import type { RouteDefinition } from './route.ts'

/** Every route by name: the gateway registers them, OpenAPI, forms and the client follow from them. */
export const routes = {
  ...sessionRoutes,
  ...courtRoutes,
  ...depositRoutes,
  ...documentRoutes,
  ...enforcementRoutes,
  ...institutionRoutes,
  ...creditRoutes,
  ...creditCheckRoutes,
  ...creditSubscriberRoutes,
  ...creditSubscriptionRoutes,
  ...personalRoutes,
  ...justiceRoutes,
  ...partyRoutes,
  ...recordRoutes,
  ...accountRoutes,
}
export type Routes = typeof routes
export type RouteName = keyof Routes

export const ROUTE_NAMES = Object.keys(routes) as readonly RouteName[]

/** The same without their types, for whoever treats all alike. */
export function routeOf(name: RouteName): RouteDefinition {
  return routes[name]
}

/** Whether the roles of a session open a route; nothing is open by default. */
export function mayUse(name: RouteName, authority: Authority, roles: readonly Role[] | null): boolean {
  const { access, listeners } = routeOf(name)
  if (!listeners.includes(authority)) return false
  if (access === 'public') return true
  if (roles === null) return false
  return access === 'session' || access.some((role) => roles.includes(role))
}
