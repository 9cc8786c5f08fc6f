import type { Phase } from '../template.events.js';

const WORDS = {
  live: String.raw`(?:go[ -]?live|going live|launch|launching|release|releasing|deployment|deploying|roll-?out|cut-?over)`,
};
const AFTER = new RegExp(
  String.raw`\bpost[ -]?${WORDS.live}\b|\bafter (?:the |a |each |every |your )?${WORDS.live}\b`,
  'u',
);
const BEFORE = new RegExp(
  String.raw`\bpre[ -]?${WORDS.live}\b|\b(?:before|prior to|ahead of|preparing for) (?:the |a |each |every |your )?${WORDS.live}\b`,
  'u',
);
const GO_LIVE = /\bgo[ -]live\b|\bgoing live\b|\b(?:launch|release|deployment|cut-?over) day\b/u;

/**
 * The phase that a heading's words name clearly, else null. `after`: "Post-Deployment", "After going
 * live", "Post-launch tasks". `before`: "Pre-release", "Before going live". `go-live`: "Go-Live
 * Checklist", "Launch day", "Release day". Nothing else is taken as a phase: "Release notes" says
 * what the items are about, not when they are to be done.
 */
export function phaseOfHeading(title: string): Phase | null {
  const words = title
    .toLowerCase()
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/\s+/gu, ' ');
  if (AFTER.test(words)) return 'after';
  if (BEFORE.test(words)) return 'before';
  if (GO_LIVE.test(words)) return 'go-live';
  return null;
}
