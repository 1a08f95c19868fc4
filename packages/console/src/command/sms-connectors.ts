#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';

// A reader that has seen enough, such as `head`, is no fault: the command goes on to its own end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2));
