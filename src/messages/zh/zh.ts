const han = /[\u3400-\u9fff]/;
const latin = /[A-Za-z0-9~/.$@*"-]/;

/**
 * A sentence with its parameters: a Chinese character and a Latin letter or digit have a space between them, where a
 * parameter begins or ends too. Within a parameter nothing is changed: it may be somebody's name.
 */
export function zh(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts
    .slice(1)
    .reduce((before, text, index) => append(append(before, String(values[index])), text), texts[0] ?? '');
}

function append(before: string, after: string): string {
  const [end, start] = [before.at(-1) ?? '', after.at(0) ?? ''];
  const apart = (han.test(end) && latin.test(start)) || (latin.test(end) && han.test(start));
  return apart ? `${before} ${after}` : before + after;
}
