#!/usr/bin/env node
import { runCreateCommand } from './run-create-command.ts';

process.exitCode = await runCreateCommand(process.argv.slice(2));
