/** Where a file lives decides which rules hold for it. */

/** Layers 0–6: same inputs, same result, on every machine. */
export const PURE_PACKAGES = [
  'codec',
  'crypto',
  'merkle',
  'comet',
  'law',
  'control-interface',
  'credit-interface',
  'documents',
  'kernel',
  'lightclient',
  'evidence',
  'interchain',
  'verifier',
  'contracts',
  'chain',
] as const

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
}

/** Code that is read and reviewed as such, in any dialect. */
export function isCode(path: string): boolean {
  return /\.(tsx?|mjs|cjs|js|go)$/.test(path) && !path.endsWith('.d.ts')
}

export function isTest(path: string): boolean {
  return /\.(test|bench)\.(tsx?|mjs)$/.test(path) || path.startsWith('e2e/')
}

/** Test kits and builders of test values: imported by tests only. */
export function isTestKit(path: string): boolean {
  return /\/testing\//.test(path) || /\/fixtures\.ts$/.test(path)
}

export function isDocument(path: string): boolean {
  return path.endsWith('.md')
}

/** A source file of a package or app, not its tests, test kits or fixtures. */
export function isSource(path: string): boolean {
  return /^(packages|apps|tools)\//.test(path) && isTypeScript(path) && !isTest(path) && !isTestKit(path)
}

/** The package or app folder a file belongs to (`packages/codec`), or undefined. */
export function workspaceOf(path: string): string | undefined {
  return /^((?:packages|apps|tools)\/[^/]+)\//.exec(path)?.[1]
}

export function isPure(path: string): boolean {
  const [area, name, folder] = path.split('/')
  return area === 'packages' && folder === 'src' && (PURE_PACKAGES as readonly (string | undefined)[]).includes(name)
}

/** Where `node:` modules may be imported: hosts, keys and vault, the Node backend of crypto, apps other than the console, tools, tests. */
export function isNodeZone(path: string): boolean {
  if (isTest(path)) return true
  if (
    /^(packages\/host|packages\/postgres|packages\/metrics|packages\/report-pdf|packages\/institution-adapter|packages\/institution-service|packages\/crypto\/node|tools|scripts|e2e)\//.test(
      path,
    )
  )
    return true
  // The words of what is signed run in browsers too.
  if (/^packages\/(signer|vault)\//.test(path)) return !/^packages\/signer\/src\/(words\/|signer-error)/.test(path)
  if (path.startsWith('apps/')) return !path.startsWith('apps/console/') || isTestKit(path)
  return !path.includes('/')
}

/** The rules spell out the words and shapes that they refuse. */
export function isTidy(path: string): boolean {
  return path.startsWith('tools/tidy/')
}
