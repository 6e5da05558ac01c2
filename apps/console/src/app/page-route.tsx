import { lazy } from 'react'
import type { ReactElement } from 'react'
import { Navigate, useLocation } from 'react-router'
import type { RouteObject } from 'react-router'
import type { RouteName } from '@xiezhi/gateway-api'
import { useSession } from '../lib/session.ts'
import { ForbiddenPage } from './fallback-pages.tsx'

type PageModule<N extends string> = Readonly<Record<N, () => ReactElement>>

/** A page that is loaded when it is first opened, shown to whom the gateway lets ask for its content. */
export function page<N extends string>(
  path: string,
  needs: RouteName | null,
  load: () => Promise<PageModule<N>>,
  name: NoInfer<N>,
): RouteObject {
  const Loaded = lazy(async (): Promise<{ default: () => ReactElement }> => ({ default: (await load())[name] }))
  return {
    path,
    element: (
      <Guarded needs={needs}>
        <Loaded />
      </Guarded>
    ),
  }
}

interface GuardedProps {
  readonly needs: RouteName | null
  readonly children: ReactElement
}

function Guarded({ needs, children }: GuardedProps): ReactElement {
  const { isSignedIn, may } = useSession()
  const { pathname } = useLocation()
  if (needs === null || may(needs)) return children
  return isSignedIn ? <ForbiddenPage /> : <Navigate to={`/sign-in?returnTo=${encodeURIComponent(pathname)}`} replace />
}
