import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Where texts stand that people read. */
const TEXT_SOURCES = [
  'apps/console/src',
  'packages/law/src',
  'packages/verifier/src',
  'packages/gateway-api/src',
  'node_modules/antd/es/locale/zh_CN.js',
]

/** The files whose characters the webfont holds. */
export function textFiles() {
  return TEXT_SOURCES.flatMap((source) => sourceFiles(root + source))
}

function sourceFiles(path) {
  if (/\.(tsx?|js)$/.test(path)) return existsSync(path) ? [path] : []
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|html)$/.test(entry.name))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
}
