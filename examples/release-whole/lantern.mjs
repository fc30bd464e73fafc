#!/usr/bin/env node
import { flame } from '@lantern-dev/wick';

console.log(flame);
