#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';

// A pipe that closes early, such as `head`, is not an error: the command continues to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2));
