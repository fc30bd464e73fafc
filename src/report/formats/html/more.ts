import { verdicts } from '../../claims.ts';
import { standingText, subjectText, whoDecided } from '../../decisions.ts';
import { serviceLines } from '../../service.ts';
import { groupedUnread } from '../../unread.ts';
import { count } from '../../words.ts';
import type { Context } from './context.ts';
import { html, span } from './text.ts';

const mostRows = 200;
const fewRows = 12;
const fewPlaces = 8;

/** What the documents claim, each with its verdict; nothing where none is known. */
export function claimsSection(context: Context): string {
  const { claims } = context.input.report;
  if (claims.length === 0) return '';
  const rows = verdicts
    .flatMap(([verdict, words]) => claims.filter((one) => one.verdict === verdict).map((one) => ({ ...one, words })))
    .slice(0, mostRows)
    .map((one) => `<li>${span(`verdict ${one.verdict}`, one.words)} <q>${html(one.text)}</q> ${context.where(one.at)}<br>${html(one.reason)}</li>`);
  return `<h2 id="claims">Claims</h2>\n<ul class="rows">${rows.join('\n')}</ul>`;
}

/** The recorded decisions and how they stand. */
export function decisionsSection(context: Context): string {
  const { dispositions } = context.input.report;
  if (dispositions.length === 0) return '';
  const rows = dispositions.slice(0, mostRows).map((one) => {
    const who = [one.by, one.date, one.reviewBy === null ? null : `review by ${one.reviewBy}`, one.record].filter((part) => part !== null).join(', ');
    return `<li>${span(`standing ${one.standing}`, standingText(one))} <b>${html(one.disposition)}</b> ${html(subjectText(one, context.input.report))}: ${html(one.reason)}${who === '' ? '' : ` (${html(who)})`} ${context.where(one.at)}</li>`;
  });
  const own = whoDecided(context.input.report);
  const whose = own === '' ? '' : `<p>These were decided by the audited checkout itself${html(own)}: taken on trust.</p>\n`;
  return `<h2 id="decisions">Decisions</h2>\n${whose}<ul class="rows">${rows.join('\n')}</ul>`;
}

/** What was not read, and which events nothing raises: what the answers do not rest on. */
export function limitsSection(context: Context): string {
  const { report } = context.input;
  const doubts = report.scenarios.filter((one) => one.doubt !== null).map((one) => `<li>event ${html(one.id)}: ${html(one.doubt ?? '')}</li>`);
  const groups = groupedUnread(report.unread).map(({ reason, places }) => {
    const shown = places
      .slice(0, fewPlaces)
      .map(({ path, line }) =>
        line === null ? `<code>${html(path)}</code>` : context.where({ file: path, line, start: 0, end: 0, column: 1, endLine: line }),
      );
    return `<li>${html(reason)}: ${shown.join(', ')}${places.length > fewPlaces ? ` and ${places.length - fewPlaces} more` : ''}</li>`;
  });
  const [said, ...facts] = serviceLines(report);
  const service =
    said === undefined
      ? ''
      : `<p>${html(said.slice(0, 1).toUpperCase() + said.slice(1))}</p><ul class="rows">${facts
          .slice(0, mostRows)
          .map((one) => `<li>${html(one)}</li>`)
          .join('')}</ul>`;
  const all = [...doubts, ...groups];
  if (all.length === 0) return `${service}<p>All that was found was read.</p>`;
  const left = all.length - mostRows;
  return `${service}<p>${report.unread.length === 0 ? 'All that was found was read.' : `${count(report.unread.length, 'place')} could not be analysed. What is there never counts as covered.`}</p>
<ul class="rows">${all.slice(0, fewRows).join('\n')}</ul>${
    all.length > fewRows
      ? `
<details><summary>and ${all.length - fewRows} more</summary><ul class="rows">${all.slice(fewRows, mostRows).join('\n')}${left > 0 ? `<li>and ${left} more</li>` : ''}</ul></details>`
      : ''
  }`;
}
