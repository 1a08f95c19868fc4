#!/usr/bin/env node
import { runEmulatorCommand } from './run-emulator-command.ts';

process.exitCode = await runEmulatorCommand(process.argv.slice(2));
