#!/usr/bin/env node
import { createLoad } from './load.js';

createLoad(__dirname, require)('./command.cjs');
