import { lazy, Suspense } from 'react'
import type { ComponentProps, ReactElement } from 'react'
import type { Chart } from './chart.tsx'

const Loaded = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

/** A graph whose library is loaded by the pages that have one; its room is kept, so that nothing jumps. */
export function LazyChart(props: ComponentProps<typeof Chart>): ReactElement {
  return (
    <Suspense fallback={<div style={{ height: props.height ?? 220 }} />}>
      <Loaded {...props} />
    </Suspense>
  )
}
