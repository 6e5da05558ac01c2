import { runProgram } from './program.ts'

// Whoever reads our output may stop reading (`| head`): the command goes on and its exit code stands.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

process.exitCode = await runProgram(process.argv.slice(2))
