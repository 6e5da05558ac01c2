import { useQueryClient } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useEffect, useRef } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { client } from '../lib/client.ts'
import { useProjection } from '../lib/projection.ts'

const ASK_MS = 2_000

/**
 * Says above every page that the gateway's rows are not those of the ledger yet. Once they are, everything that was shown
 * meanwhile is asked anew.
 */
export function ProjectionNotice(): ReactElement | null {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { phase, height, zoneHeight } = useProjection()
  const before = useRef(phase)
  useEffect(() => {
    if (before.current !== 'CURRENT' && phase === 'CURRENT') void queries.invalidateQueries()
    before.current = phase
    if (phase === 'CURRENT') return undefined
    // Any answer says how far the rows are; this one reads nobody's data.
    const timer = window.setInterval(() => void client.call('getSession').catch(() => undefined), ASK_MS)
    return () => window.clearInterval(timer)
  }, [phase, queries])
  if (phase === 'CURRENT') return null
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      style={{ marginBottom: 16 }}
      title={t(`projection.${phase}.title`)}
      description={t(`projection.${phase}.body`, { height: height ?? 0, zoneHeight })}
    />
  )
}
