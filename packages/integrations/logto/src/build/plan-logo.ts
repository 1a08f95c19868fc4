/** A message that takes one of two ways. */
export const planLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#4b5563" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
  <path d="M3 12h5c4 0 4-6 8-6h5M8 12c4 0 4 6 8 6h5M18 3l3 3-3 3M18 15l3 3-3 3"/>
</svg>
`;
