/** The page's only style sheet: nothing is fetched, in light and in dark, on paper too. */
export const style = `
:root{color-scheme:light dark;--fg:#1b1f24;--faint:#656d76;--bg:#fff;--line:#d8dee4;--ok:#1a7f37;--warning:#9a6700;--error:#cf222e;
--active:#2da44e;--standby:#b6c2cf;--claiming:#d4a72c;--yielding:#7bc8a0;--down:#6e7781;--answered:#54aeff;--silent:#cf222e;--in:#fff}
@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--faint:#9198a1;--bg:#0d1117;--line:#30363d;--ok:#3fb950;--warning:#d29922;--error:#f85149;
--active:#238636;--standby:#3d4650;--claiming:#bb8009;--yielding:#2c6e49;--down:#565e67;--answered:#1f6feb;--silent:#da3633}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:1.5rem 1rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem;font-weight:600}
p{margin:.25rem 0}.faint{color:var(--faint)}
.verdict{font-size:1.1rem;font-weight:600}.good{color:var(--ok)}.bad{color:var(--error)}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th{text-align:left;font-weight:600;color:var(--faint)}td,th{padding:.2rem .75rem .2rem 0;vertical-align:top}
tr+tr td{border-top:1px solid var(--line)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
table.checks{table-layout:fixed}table.checks td.level{width:6rem}table.checks td.id{width:11rem}
td.level{white-space:nowrap;font-weight:600}.ok .level{color:var(--ok)}.warning .level{color:var(--warning)}
.error .level{color:var(--error)}.unproven .level{color:var(--faint)}
td.id{white-space:nowrap;font-family:ui-monospace,monospace;font-size:.85rem}
td.message{overflow-wrap:anywhere}.hint{color:var(--faint)}
pre{margin:.25rem 0;padding:.5rem;overflow-x:auto;border:1px solid var(--line);font:12px/1.45 ui-monospace,monospace}
pre .add{color:var(--ok)}pre .remove{color:var(--error)}
svg.timeline{display:block;width:100%;height:auto;margin:.25rem 0 1rem;font:12px system-ui,sans-serif}
svg text{fill:var(--fg)}svg text.tick,svg text.mark{fill:var(--faint)}svg text.tick,svg text.mark{paint-order:stroke;stroke:var(--bg);stroke-width:4px}svg text.tick{text-anchor:middle}
svg .grid{stroke:var(--line)}svg line.mark{stroke:var(--faint);stroke-dasharray:2 3}
svg text.in{fill:var(--in);font-size:11px}svg text.in.standby,svg text.in.yielding,svg text.in.claiming{fill:var(--fg)}
${['active', 'standby', 'claiming', 'yielding', 'down', 'answered', 'silent'].map((phase) => `svg rect.${phase}{fill:var(--${phase})}`).join('')}
@media print{body{max-width:none;padding:0}h2,h3{break-after:avoid}svg.timeline,tr{break-inside:avoid}}
`.replaceAll('\n', '');
