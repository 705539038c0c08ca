/** Labels in millimetres, so that what is printed at 100 % has the size the layout says. */
export const SHEET_STYLE = `
@page { size: A4; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; font-family: system-ui, sans-serif; color: #000; background: #fff; }
header { display: flex; flex-wrap: wrap; gap: 4mm; align-items: baseline; padding: 4mm; }
h1 { font-size: 18px; margin: 0; }
a { color: #0b57d0; }
.sheet { display: grid; gap: 2mm; padding: 2mm; max-width: 194mm; margin: 0 auto; }
.sheet.lot, .sheet.pallet { grid-template-columns: repeat(4, 1fr); }
.sheet.bin, .sheet.command { grid-template-columns: repeat(3, 1fr); }
.sheet.badge { grid-template-columns: repeat(2, 86mm); }
.label { border: 0.2mm dashed #999; padding: 2mm; text-align: center; break-inside: avoid; overflow: hidden; }
.label svg { display: block; margin: 0 auto; width: 30mm; height: 30mm; }
.bin .label svg, .command .label svg { width: 44mm; height: 44mm; }
.badge .label { height: 54mm; }
.title { font: 700 4.5mm/1.2 ui-monospace, monospace; margin: 1mm 0 0; overflow-wrap: anywhere; }
.bin .title { font-size: 8mm; }
.pallet .title { font-size: 3.4mm; }
.pair { display: flex; flex-wrap: wrap; gap: 4mm; margin: 4mm; align-items: center; }
.pair .label { width: 52mm; }
.badge .title, .command .title { font-family: inherit; font-size: 5mm; }
.check { margin-left: 2mm; padding: 0 1mm; border: 0.3mm solid #000; }
.use-by { font-weight: 700; font-size: 3.6mm; margin: 0.5mm 0 0; }
.line { font-size: 2.8mm; line-height: 1.25; margin: 0.5mm 0 0; overflow-wrap: anywhere; }
.demo { background: #ffd400; color: #000; font-weight: 700; text-align: center; padding: 3mm; letter-spacing: 0.1em; }
.label .demo { padding: 0.5mm; font-size: 3mm; }
table { border-collapse: collapse; margin: 4mm; }
th, td { border: 1px solid #999; padding: 2mm 3mm; text-align: left; font-size: 16px; }
td svg { display: block; width: 36mm; height: 36mm; }
@media (max-width: 480px) {
  th, td { padding: 2mm; font-size: 14px; }
  td svg { width: 26mm; height: 26mm; }
  table { margin: 2mm; }
}
main h2 { margin: 6mm 4mm 0; font-size: 16px; }
main p, main ul { margin: 4mm; max-width: 180mm; line-height: 1.5; }
@media print { header, nav { display: none; } .sheet { padding: 0; } }
`;
