import { lazy, Suspense } from 'react'
import type { ComponentProps, ReactElement } from 'react'
import type { NodeGraphChart } from './node-graph.tsx'

const Loaded = lazy(async () => ({ default: (await import('./node-graph.tsx')).NodeGraphChart }))

/** Boxes and lines whose library is loaded by the pages that have one. */
export function LazyNodeGraph(props: ComponentProps<typeof NodeGraphChart>): ReactElement {
  return (
    <Suspense fallback={<div style={{ height: 220 }} />}>
      <Loaded {...props} />
    </Suspense>
  )
}
