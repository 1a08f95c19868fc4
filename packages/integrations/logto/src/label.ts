const initialisms = new Map(
  ['API', 'ID', 'IP', 'JSON', 'SDK', 'URL'].map((word) => [word.toLowerCase(), word]),
);

/** The name of a config field as words: `apiKeySID` becomes `API key SID`. */
export function labelOf(key: string): string {
  const words = key.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(' ');
  const label = words
    .map((word) => initialisms.get(word.toLowerCase()) ?? lowerCaseUnlessInitialism(word))
    .join(' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function lowerCaseUnlessInitialism(word: string): string {
  return word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase();
}
