import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CliError } from '../cli-error.ts'

/** Programs of an alliance. */
export const PROGRAMS = ['node', 'relayer', 'institution', 'gateway'] as const
export type Program = (typeof PROGRAMS)[number]

/** What Node is given to start a program; it is there also where the program was not built. */
export function programFile(program: Program): string {
  return fileURLToPath(new URL(`../../../${program}/bin/xiezhi-${program}.js`, import.meta.url))
}

export function isProgramBuilt(program: Program): boolean {
  return existsSync(modulesOf(program))
}

/** As `programFile`. @throws CliError NOT_BUILT */
export function builtProgram(program: Program): string {
  if (!isProgramBuilt(program)) throw new CliError('NOT_BUILT', 'SOFTWARE', { file: modulesOf(program) })
  return programFile(program)
}

/** What a process of the program may have been given: the modules run without the file that chooses between them and the whole. */
export function startsOf(program: Program): readonly string[] {
  return [programFile(program), modulesOf(program)]
}

function modulesOf(program: Program): string {
  return fileURLToPath(new URL(`../../../${program}/dist/main.js`, import.meta.url))
}
