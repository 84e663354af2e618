#!/usr/bin/env node
await import('../dist/package/dist/main.js');
