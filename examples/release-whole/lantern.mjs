#!/usr/bin/env node
console.log('light');
