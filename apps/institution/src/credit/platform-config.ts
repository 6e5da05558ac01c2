import { enumeration, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { PLATFORM_KINDS } from '@xiezhi/credit-interface'
import { faultList } from './platform-faults.ts'

const path = string({ bytesMin: 1, bytesMax: 1_024 })
const port = integer({ min: 0, max: 65_535 })

/** A credit platform; beside institutions that control property, or by itself. */
export const platformSchema = object({
  /** Whose field sets it takes. */
  platform: enumeration(PLATFORM_KINDS),
  /** Names it, and its database where several share a server. */
  code: string({ bytesMin: 1, bytesMax: 32, pattern: /^[A-Z][A-Z0-9]*$/ }),
  /** Its own folder; its database lies there if no `database` is given. */
  folder: path,
  /** `postgresql://…` of an existing server. */
  database: optional(string({ bytesMin: 1, bytesMax: 1_024 })),
  port,
  /** The door for those who set it up, plain HTTP on the loopback interface; absent: none. */
  adminPort: optional(port),
  tls: object({ cert: path, key: path, ca: path }),
  faults: optional(faultList),
})
export type PlatformConfig = Infer<typeof platformSchema>
