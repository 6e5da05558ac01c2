import { lazy } from 'react'

/** The graph library is loaded by the pages that have graphs. */
export const LazyChart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))
