#!/usr/bin/env node
// Built to one file without dependencies, verify.mjs: Node 20 or later and this file are all that an auditor needs.
import process from 'node:process';
import { runVerifier } from './run.js';

process.exitCode = await runVerifier(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
});
