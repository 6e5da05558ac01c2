import type { Rule } from './finding.ts'
import { assertions } from './rules/assertions.ts'
import { bareErrors } from './rules/bare-errors.ts'
import { blobs } from './rules/blobs.ts'
import { cycles } from './rules/cycles.ts'
import { fileSize } from './rules/file-size.ts'
import { functionLength } from './rules/function-length.ts'
import { glossary } from './rules/glossary.ts'
import { layers } from './rules/layers.ts'
import { links } from './rules/links.ts'
import { lockfile } from './rules/lockfile.ts'
import { machinePaths } from './rules/machine-paths.ts'
import { moduleFiles } from './rules/module-files.ts'
import { names } from './rules/names.ts'
import { neverOnChain } from './rules/never-on-chain.ts'
import { praise } from './rules/praise.ts'
import { pureZone } from './rules/pure-zone.ts'
import { references } from './rules/references.ts'
import { unfinished } from './rules/unfinished.ts'
import { unimported } from './rules/unimported.ts'

export const RULES: readonly Rule[] = [
  layers,
  references,
  pureZone,
  moduleFiles,
  fileSize,
  functionLength,
  unimported,
  cycles,
  blobs,
  unfinished,
  glossary,
  names,
  praise,
  neverOnChain,
  assertions,
  bareErrors,
  machinePaths,
  lockfile,
  links,
]
