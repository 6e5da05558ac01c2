import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'

interface Court {
  readonly court: string
  readonly courtName: string | null
}

/** The court as its annexes name it, with the id under which ledgers and proofs have it. */
export function CourtName({ of: { court, courtName } }: { readonly of: Court }): ReactElement {
  if (courtName === null) return <>{court}</>
  return (
    <Flex vertical>
      <span>{courtName}</span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {court}
      </Typography.Text>
    </Flex>
  )
}
