// Files of what a chart shows.
const NUMBER = /^-?\d+(\.\d+)?$/;
// A spreadsheet takes text that begins so for a formula; an apostrophe keeps it text.
const FORMULA = /^[=+\-@\t\r]/;

function cell(text) {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf({ columns, rows }) {
  return [columns, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

export function save(blob, name, extension) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}-${new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '')}.${extension}`;
  link.click();
  // Some browsers take hold of it a while later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }

  // Without TLS and away from localhost browsers have no clipboard for scripts, only this.
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
