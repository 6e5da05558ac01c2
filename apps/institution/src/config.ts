import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { array, CodecError, enumeration, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { behaviourList } from './behaviours.ts'
import { platformSchema } from './credit/platform-config.ts'
import type { PlatformConfig } from './credit/platform-config.ts'
import { InstitutionError } from './institution-error.ts'
import { filedOfficer } from './profile.ts'

const path = string({ bytesMin: 1, bytesMax: 1_024 })
const name = string({ bytesMin: 1, bytesMax: 32, pattern: /^[0-9A-Za-z.-]+$/ })
const port = integer({ min: 0, max: 65_535 })

const fields = {
  /** Name of a profile that comes with the program, or a file. */
  profile: path,
  /** The institution's own folder; its database lies there if no `database` is given. */
  folder: path,
  /** `postgresql://…` of an existing server. */
  database: optional(string({ bytesMin: 1, bytesMax: 1_024 })),
  port,
  /** The door for those who set it up, plain HTTP on the loopback interface; absent: none. */
  adminPort: optional(port),
  tls: object({ cert: path, key: path, ca: path }),
  /** Day that the institution takes for today; absent: the clock's, in Beijing time. */
  today: optional(string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ })),
  /** Key of batches and lists of measures, 32 bytes in hexadecimal. */
  batchKeyFile: path,
  batchHash: optional(enumeration(['sha256', 'sm3'])),
  /** Folders of the file exchange with one court side; absent: none. */
  exchange: optional(object({ in: path, out: path, court: name })),
  behaviours: optional(behaviourList),
  /** Officers that courts have filed, beside those of the profile. */
  officers: optional(array(filedOfficer, { max: 1_000 })),
  /** File of a demonstration's clock: its days pass as those of the ledgers; absent: the machine's clock. */
  scenarioClock: optional(path),
} as const
const configSchema = object(fields)
export type InstitutionConfig = Infer<typeof configSchema>

const SEVERAL_MAX = 64
const severalSchema = object({
  /** Of the one server in which each institution has a database of its own. */
  databaseFolder: path,
  institutions: array(configSchema, { max: SEVERAL_MAX }),
  /** Credit platforms beside them. */
  platforms: optional(array(platformSchema, { max: SEVERAL_MAX })),
})
export type SeveralConfig = Infer<typeof severalSchema>

/** One institution or platform, or several in one process. Paths are relative to the file. @throws InstitutionError CONFIG_INVALID */
export function loadConfig(file: string): InstitutionConfig | PlatformConfig | SeveralConfig {
  const folder = dirname(resolve(file))
  const at = (relative: string): string => resolve(folder, relative)
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const isObject = typeof value === 'object' && value !== null
    if (isObject && 'platform' in value) return platformWithPaths(platformSchema.parse(value), at)
    if (!isObject || !('institutions' in value)) return withPaths(configSchema.parse(value), at)
    const { databaseFolder, institutions, platforms = [] } = severalSchema.parse(value)
    return {
      databaseFolder: at(databaseFolder),
      institutions: institutions.map((one) => withPaths(one, at)),
      platforms: platforms.map((one) => platformWithPaths(one, at)),
    }
  } catch (error) {
    if (error instanceof CodecError) throw new InstitutionError('CONFIG_INVALID', { ...error.facts })
    if (error instanceof SyntaxError) throw new InstitutionError('CONFIG_INVALID', { reason: 'no JSON' })
    throw error
  }
}

function withPaths(config: InstitutionConfig, at: (relative: string) => string): InstitutionConfig {
  const { tls, exchange, scenarioClock } = config
  return {
    ...config,
    folder: at(config.folder),
    profile: config.profile.includes('.') ? at(config.profile) : config.profile,
    tls: { cert: at(tls.cert), key: at(tls.key), ca: at(tls.ca) },
    batchKeyFile: at(config.batchKeyFile),
    ...(exchange === undefined ? {} : { exchange: { ...exchange, in: at(exchange.in), out: at(exchange.out) } }),
    ...(scenarioClock === undefined ? {} : { scenarioClock: at(scenarioClock) }),
  }
}

function platformWithPaths(config: PlatformConfig, at: (relative: string) => string): PlatformConfig {
  const { folder, tls } = config
  return { ...config, folder: at(folder), tls: { cert: at(tls.cert), key: at(tls.key), ca: at(tls.ca) } }
}
