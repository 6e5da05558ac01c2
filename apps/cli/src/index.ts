export { EXIT_CODES, exitCodeLines } from './exit-codes.ts'
export { buildProgram, runProgram } from './program.ts'
