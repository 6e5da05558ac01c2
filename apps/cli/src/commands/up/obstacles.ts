import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { availableBinaries, letPass, PostgresError, requireReachable, serverUser } from '@xiezhi/postgres'
import type { Alliance } from '../../config/alliance.ts'
import type { Home } from '../../config/home.ts'

export type Obstacle = 'BINARIES' | 'USER' | 'FOLDER' | 'PRODUCTION'

/** Why the private database server cannot run here; undefined if it can, or another server is named. */
export function gatewayObstacle(home: Home, alliance: Alliance): Obstacle | undefined {
  if (alliance.mode === 'production') return existsSync(home.gatewayConfig) ? undefined : 'PRODUCTION'
  return process.env['XIEZHI_POSTGRES_URL'] === undefined ? serverObstacle(home) : undefined
}

/** Why no private database server can run below this data folder. */
export function serverObstacle(home: Home): Obstacle | undefined {
  if (availableBinaries().length === 0) return 'BINARIES'
  try {
    const user = serverUser()
    mkdirSync(home.root, { recursive: true, mode: 0o700 })
    letPass(home.root, user)
    requireReachable(join(home.root, 'gateway'), user)
    return undefined
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error
    return error.code === 'USER_MISSING' ? 'USER' : 'FOLDER'
  }
}
